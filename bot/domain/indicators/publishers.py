"""Who publishes figures of practices, as they want to be named."""

from bot.domain.indicators.model import Publisher

OGL = "Open Government Licence v3.0"

OPENPRESCRIBING = Publisher(
    "OpenPrescribing.net, Bennett Institute for Applied Data Science, University of Oxford, "
    "from NHSBSA prescribing data",
    OGL,
)
FINGERTIPS = Publisher("Fingertips, Office for Health Improvement and Disparities", OGL)
QOF = Publisher("Quality and Outcomes Framework, NHS England", OGL)
LOCAL = Publisher("your group's own data", "not published: for the group's own use")
