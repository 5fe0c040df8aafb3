# Every target is a script that also works without make; arguments: PORT=8000, APP=helpdesk, CHANGED=1, ARGS="-k journal".
PORT ?= 8000
FANAL_HOME ?= ./var
ARGS ?=
export FANAL_HOME
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo run test prove check clock e2e fmt bench migration

demo:
	@sh scripts/bootstrap base
	@.venv/bin/fanal demo --port $(PORT)

run:
	@sh scripts/bootstrap base
	@.venv/bin/fanal serve --port $(PORT)

test:
	@sh scripts/bootstrap test
	@APP=$(APP) CHANGED=$(CHANGED) sh scripts/test $(ARGS)

prove:
	@sh scripts/bootstrap test
	@sh scripts/prove

check:
	@sh scripts/bootstrap test
	@sh scripts/check

clock:
	@sh scripts/bootstrap test
	@sh scripts/clock $(ARGS)

e2e:
	@sh scripts/bootstrap test
	@.venv/bin/pytest tests/e2e $(ARGS)

fmt:
	@sh scripts/bootstrap test
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/djangofmt src

bench:
	@sh scripts/bootstrap test
	@.venv/bin/python -m bench $(ARGS)

migration:
	@sh scripts/bootstrap test
	@sh scripts/migration $(APP) $(NAME)
