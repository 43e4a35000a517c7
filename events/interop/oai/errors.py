"""The refusals of the protocol: each has a code that harvesters know, and words for whoever reads along."""


class Refused(Exception):
    code = ""


class BadVerb(Refused):
    code = "badVerb"


class BadArgument(Refused):
    code = "badArgument"


class BadToken(Refused):
    code = "badResumptionToken"


class NoSuchFormat(Refused):
    code = "cannotDisseminateFormat"


class NoSuchRecord(Refused):
    code = "idDoesNotExist"


class NothingThere(Refused):
    code = "noRecordsMatch"
