"""functions.*: custom functions end once (slack.md 6.9, 8.13)."""

from bot.playground.errors import ApiError
from bot.playground.records import Json
from bot.playground.web_api.call import Call, Method


def complete_success(call: Call) -> Json:
    outputs = call.data("outputs")
    if not isinstance(outputs, dict):
        raise ApiError("parameter_validation_failed")
    _end(call, {"status": "completed", "outputs": outputs})
    return {}


def complete_error(call: Call) -> Json:
    _end(call, {"status": "failed", "error": call.needed("error")})
    return {}


def _end(call: Call, result: Json) -> None:
    execution = call.slack.executions.get(call.needed("function_execution_id"))
    if execution is None:
        raise ApiError("function_execution_not_found")
    if execution["status"] != "running":
        raise ApiError("execution_not_in_running_state")
    execution |= result


METHODS = (
    Method("functions.completeSuccess", complete_success, tier=3),
    Method("functions.completeError", complete_error, tier=3),
)
