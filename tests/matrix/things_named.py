"""Columns called as somebody's would be, that name a thing, a place or a body, or are a print of bytes."""

THINGS = {
    "accounts.Academy": {"name"},
    "accounts.ApiToken": {"digest", "name"},
    "accounts.Authority": {"name", "support_email", "support_phone"},  # a desk
    "accounts.Holiday": {"name"},
    "accounts.School": {"address", "desk_email", "desk_phone", "name"},
    "accounts.SchoolHoliday": {"name"},
    "auth.Group": {"name"},
    "auth.Permission": {"name"},
    "bookings.Exam": {"name"},
    "bookings.Timetable": {"name", "sha256"},
    "campaigns.Campaign": {"name"},
    "core.FileContent": {"sha256"},
    "core.FrozenPaper": {"sha256", "signature"},
    "core.Import": {"sha256"},
    "core.InstallationFact": {"name"},  # of a fact
    "core.InstallationKey": {"name"},  # of a key
    "core.JournalEntry": {"commitment", "hash", "previous", "salt"},
    "core.JournalHead": {"hash"},
    "core.JournalStub": {"first_previous", "last_hash", "signature"},  # of the installation
    "core.Mail": {"reply_to"},  # an address of Fanal
    "core.Mailbox": {"name"},
    "core.SavedView": {"name"},
    "disposals.Disposal": {"name"},
    "equipment.Building": {"name"},
    "equipment.Equipment": {"name"},
    "equipment.EquipmentType": {"name"},
    "equipment.LabelSheet": {"name"},
    "equipment.Room": {"name"},
    "equipment.Site": {"name"},
    "file_readings.FileReading": {"leads_to"},  # the address of a preview
    "helpdesk.HelpRequest": {"mail_reference"},
    "helpdesk.Message": {"mail_reference"},
    "indicators.Indicator": {"name"},  # of the school, « aucun nom : ni élève, ni collègue »
    "inventory.AgentAccess": {"digest", "seed"},
    "inventory.MachineKey": {"digest", "seed"},
    "online_services.OnlineService": {"address", "name"},
    "privacy.DataBreach": {"answers_name"},  # an authority, a publisher
    "privacy.Processing": {"controller_name", "name"},
    "procrastinate.ProcrastinateJob": {"queue_name", "task_name"},
    "procrastinate.ProcrastinatePeriodicDefer": {"task_name"},
    "reports.ReportContent": {"sha256"},
    "service_security.ReviewedService": {"name"},
    "service_status.ServiceWatch": {"address"},
    "steering.AssessmentGrid": {"name"},
    "supplies.Consumable": {"name"},
    "supplies.Licence": {"name"},
    "supplies.MaintenanceContract": {"name"},
    "surveys.SurveyPublication": {"sha256"},
    "training.LocalTrainingRules": {"name"},
    "training.TrainingOffer": {"address"},
    "training.TrainingSubject": {"name"},
}
