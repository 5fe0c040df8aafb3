"""What may a survey be, how may it be answered, and how large may it become?

Source: our own rule: a short questionnaire is answered, a long one is left half way. Pure.
"""

from enum import StrEnum


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class SurveyAccess(StrEnum):
    LINK = "link"
    TICKET = "ticket"


class QuestionKind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    WORDS = "words"


MOST_QUESTIONS, MOST_WORD_QUESTIONS = 12, 3
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
MOST_PROFILES = 8  # groups that the others are crossed with
LONGEST_OPTION, LONGEST_WORDS = 80, 500
FEWEST_INVITED, MOST_INVITED = 5, 2000
MOST_TICKETS = 500  # printed at once, eight a page
MOST_OPEN, MOST_KEPT = 5, 200  # surveys of a school
LONGEST_DAYS = 92  # that a survey may stay open
BLANK = "Sans réponse"  # the option of whoever skips a question
