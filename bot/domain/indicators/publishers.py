"""Who publishes figures of practices, as they want to be named."""

from bot.domain.indicators.model import Publisher

OGL = "Open Government Licence v3.0"

OPENPRESCRIBING = Publisher(
    "OpenPrescribing.net, Bennett Institute for Applied Data Science, University of Oxford, "
    "from NHSBSA prescribing data",
    OGL,
)
FINGERTIPS = Publisher("OHID Fingertips (Office for Health Improvement and Disparities)", OGL)
QOF = Publisher("NHS England, Quality and Outcomes Framework", OGL)
LOCAL = Publisher("a table of the group's own", "as agreed in the group")
