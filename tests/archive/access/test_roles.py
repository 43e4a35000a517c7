import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from archive.access.roles import Role, give, keep
from events.staff import ADMINISTRATOR, CONTRIBUTOR, CURATOR, ROLES
from tests.filling import errors, filled

pytestmark = pytest.mark.django_db


def granted(role: str) -> set[str]:
    permissions = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in permissions}


def member(name: str, *roles: str) -> User:
    user = User.objects.create_user(name)
    give(user, roles)
    return User.objects.get(pk=user.pk)


def test_a_migrated_archive_has_the_roles_with_exactly_their_permissions() -> None:
    ours = Permission.objects.filter(content_type__app_label__in=("orgs", "people", "events"))
    everything = {f"{one.content_type.app_label}.{one.codename}" for one in ours.select_related("content_type")}
    assert {role.name: granted(role.name) for role in ROLES} == {
        CONTRIBUTOR: {"events.add_draft", "events.change_draft", "events.view_draft"},
        CURATOR: everything,
        ADMINISTRATOR: {f"auth.{action}_user" for action in ("add", "change", "delete", "view")},
    }


def test_migrating_again_mends_what_somebody_changed_and_nothing_else() -> None:
    before = {role.name: granted(role.name) for role in ROLES}
    Group.objects.get(name=CURATOR).permissions.clear()
    Group.objects.get(name=CONTRIBUTOR).permissions.set(Permission.objects.all())
    other = Group.objects.create(name="translators")
    member("anna", CURATOR)
    call_command("migrate", verbosity=0)
    assert {role.name: granted(role.name) for role in ROLES} == before
    assert (other.permissions.count(), list(User.objects.get(username="anna").groups.all())) == (
        0,
        [Group.objects.get(name=CURATOR)],
    )


def test_a_permission_that_no_model_declares_is_told_at_once() -> None:
    with pytest.raises(LookupError, match=r"The role poet has .*: events\.write_verse\."):
        keep([Role("poet", ("events.write_verse",))])()


def test_the_command_gives_exactly_these_roles(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("give_roles", "anna", CURATOR, ADMINISTRATOR)
    anna = User.objects.get(username="anna")
    assert (anna.is_staff, anna.is_superuser, anna.has_usable_password()) == (True, False, False)
    assert set(anna.groups.values_list("name", flat=True)) == {CURATOR, ADMINISTRATOR}
    call_command("give_roles", "anna", CONTRIBUTOR)
    assert list(anna.groups.values_list("name", flat=True)) == [CONTRIBUTOR]
    call_command("give_roles", "anna")
    assert (User.objects.get(username="anna").is_staff, anna.groups.count()) == (False, 0)
    assert capsys.readouterr().out.splitlines() == [
        "anna: curator, administrator",
        "The account is new: manage.py sign_in_link anna lets it in.",
        "anna: contributor",
        "anna: no role",
    ]


def test_roles_are_not_taken_from_an_account_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="no account 'ana': nothing"):
        call_command("give_roles", "ana")
    assert User.objects.count() == 0


def test_the_command_knows_no_other_role() -> None:
    with pytest.raises(CommandError, match="there is no role 'king': choose from contributor, curator, administrator"):
        call_command("give_roles", "anna", "king")
    assert User.objects.count() == 0


def page_of(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def test_an_administrator_gives_roles_on_the_page_of_a_user(client: Client) -> None:
    client.force_login(member("ada", ADMINISTRATOR))
    anna, page = member("anna"), page_of(member("berta"))
    sent = filled(client, page, groups=[Group.objects.get(name=CURATOR).pk])
    assert errors(client.post(page, sent)) == []
    berta = User.objects.get(username="berta")
    assert (berta.is_staff, [str(group) for group in berta.groups.all()]) == (True, [CURATOR])
    assert errors(client.post(page, filled(client, page, groups=[]))) == []
    assert [User.objects.get(pk=user.pk).is_staff for user in (anna, berta)] == [False, False]


def test_an_administrator_can_not_become_more_than_that(client: Client) -> None:
    root = User.objects.create_superuser("root", password="a long secret")
    ada = member("ada", ADMINISTRATOR)
    client.force_login(ada)
    sent = filled(client, page_of(ada), is_superuser="on", user_permissions=[1], is_staff="on")
    assert errors(client.post(page_of(ada), sent)) == []
    ada.refresh_from_db()
    assert (ada.is_superuser, ada.user_permissions.count()) == (False, 0)
    pages = [reverse(f"admin:auth_user_{what}", args=[root.pk]) for what in ("change", "password_change", "delete")]
    assert [client.post(page, {"username": "root"}).status_code for page in pages] == [403] * 3


def test_the_front_of_the_admin_says_that_somebody_has_no_role(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    page = client.get("/admin/")
    assert (page.status_code, page.context["app_list"]) == (200, [])
    assert "You have no role in this archive yet" in page.content.decode()
