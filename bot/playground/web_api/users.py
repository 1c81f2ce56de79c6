"""users.*, usergroups.*, team.info: who there is."""

from bot.playground.errors import ApiError
from bot.playground.records import Json, User
from bot.playground.web_api.call import Call, Method, page


def info(call: Call) -> Json:
    user = call.user(call.needed("user"))
    return {"user": user_json(user, with_email=call.has_scope("users:read.email"))}


def list_(call: Call) -> Json:
    with_email = call.has_scope("users:read.email")
    everyone = [user_json(each, with_email=with_email) for each in call.team.users.values()]
    items, metadata = page(everyone, call, default=1000)
    return {"members": items, "response_metadata": metadata}


def lookup_by_email(call: Call) -> Json:
    email = call.needed("email").lower()
    for user in call.team.users.values():
        if user.email.lower() == email and not user.deleted:
            return {"user": user_json(user, with_email=True)}
    raise ApiError("users_not_found")


def check_has_groups(call: Call) -> None:
    """User groups are for paid plans."""
    if call.slack.faults.groups_disabled:
        raise ApiError("plan_upgrade_required")


def group_members(call: Call) -> Json:
    check_has_groups(call)
    group = call.needed("usergroup")
    if group not in call.team.usergroups:
        raise ApiError("no_such_subteam")
    return {"users": list(call.team.usergroups[group])}


def groups(call: Call) -> Json:
    check_has_groups(call)
    found = [
        {"id": id_, "team_id": call.team.id, "name": id_, "handle": id_.lower(), "users": users}
        for id_, users in call.team.usergroups.items()
    ]
    return {"usergroups": found}


def team_info(call: Call) -> Json:
    team = call.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}


def user_json(user: User, *, with_email: bool) -> Json:
    """As ``users.info`` gives it; the address only with its own scope."""
    profile: Json = {
        "real_name": user.name,
        "display_name": user.name,
        "title": user.title,
        "team": user.team_id,
    }
    if with_email and not user.is_bot:
        profile["email"] = user.email
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.handle,
        "real_name": user.name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "tz": user.tz,
        "profile": profile,
    }


METHODS = (
    Method("users.info", info, ("users:read",), 4),
    Method("users.list", list_, ("users:read",), 2),
    Method("users.lookupByEmail", lookup_by_email, ("users:read.email",), 3),
    Method("usergroups.list", groups, ("usergroups:read",), 2),
    Method("usergroups.users.list", group_members, ("usergroups:read",), 2),
    Method("team.info", team_info, ("team:read",), 3),
)
