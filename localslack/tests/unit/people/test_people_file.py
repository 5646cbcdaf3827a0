"""The file of `--people`: what it may say, and what is said of one that is wrong."""

from dataclasses import fields
from pathlib import Path

import pytest

from localslack import NewPerson
from localslack.people.people_file import PeopleError, check_names, load_people

GUIDE = Path(__file__).parents[3] / "docs" / "guide.md"
EVERY_FIELD = """\
- Ana
- name: Ben
- name: Chen Li
  real_name: Dr. Chen Li
  tz: Asia/Singapore
  locale: zh-CN
  email: chen@tea.example
- name: Dana
  guest: true
- name: Eve
  single_channel: yes
- name: Finn
  external: true
- name: Gus
  workspace: Acme
"""


def write(folder: Path, text: str, name: str = "people.yml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def complaint(file: Path) -> str:
    with pytest.raises(PeopleError) as complaint:
        load_people(file)
    text = str(complaint.value)
    assert text.startswith(f"{file}: ")
    assert "\n" not in text
    return text.removeprefix(f"{file}: ")


def test_every_field_can_be_given_and_a_name_is_enough(tmp_path: Path) -> None:
    assert load_people(write(tmp_path, EVERY_FIELD)) == [
        NewPerson("Ana"),
        NewPerson("Ben"),
        NewPerson(
            "Chen Li",
            real_name="Dr. Chen Li",
            tz="Asia/Singapore",
            locale="zh-CN",
            email="chen@tea.example",
        ),
        NewPerson("Dana", guest=True),
        NewPerson("Eve", single_channel=True),
        NewPerson("Finn", external=True),
        NewPerson("Gus", workspace="Acme"),
    ]


def test_the_guide_shows_a_file_with_every_field(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    shown = guide.partition("```yaml\n")[2].partition("```")[0]

    people = load_people(write(tmp_path, shown))
    assert [person.name for person in people] == ["Ana", "Ben", "Chen", "Dana", "Eve", "Finn"]
    assert all(f"{field.name}:" in shown for field in fields(NewPerson))


def test_json_can_be_indented_in_any_way(tmp_path: Path) -> None:
    text = '[\n\t{"name": "Ana", "tz": "Europe/Berlin"},\n\t"Ben"\n]\n'
    file = write(tmp_path, text, "people.json")

    assert load_people(file) == [NewPerson("Ana", tz="Europe/Berlin"), NewPerson("Ben")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must be a list of people, such as `- name: Ana`"),
        ("[]", "must be a list of people, such as `- name: Ana`"),
        ("name: Ana", "must be a list of people, such as `- name: Ana`"),
        ("- Ana\n- 7", "person 2: must be a name, or fields such as `name: Ana`, not 7"),
        ("- tz: Europe/Berlin", "person 1: needs a name, such as `name: Ana`"),
        ("- name: ' '", "person 1: needs a name, such as `name: Ana`"),
        ("- name: No", "person 1: name: must be text (put it in quotes), not False"),
        ("- name: Ana\n  email: 7", "person 1: email: must be text (put it in quotes), not 7"),
        ("- name: Ana\n  guest: perhaps", "person 1: guest: must be true or false, not 'perhaps'"),
        ("- name: Ana\n  guest: 1", "person 1: guest: must be true or false, not 1"),
        ("- name: Ana\n  tz:", "person 1: tz: must be text (put it in quotes), not None"),
        (
            "- name: Ana\n  realname: A",
            "person 1: realname: is not a field; did you mean real_name?",
        ),
        (
            "- name: Ana\n  age: 30",
            "person 1: age: is not a field; there are email, external, guest, locale, name, real_",
        ),
        (
            "- Ana\n- name: Ben\n  tz: Europe/Berln",
            "person 2 (Ben): tz: there is no time zone 'Europe/Berln'; write one such as Europe/",
        ),
        (
            "- name: Ana\n  tz: Europe",
            "person 1 (Ana): tz: there is no time zone 'Europe'; write one such as Europe/Berlin",
        ),
        (
            "- Ana\n- Ben\n- name: Ana",
            "person 1 and person 3 are both called 'Ana'; give one of them another name",
        ),
        (
            "- name: Ana\n  tz: [\n- name: Ben\n",
            "line 3: is no YAML (expected the node content, but found '-')",
        ),
        ("- \0", "is no YAML (unacceptable character #x0000: special characters are not allowed"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_remedy(
    tmp_path: Path, text: str, said: str
) -> None:
    assert complaint(write(tmp_path, text)).startswith(said)


def test_wrong_json_is_said_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, '[\n"Ana"\n"Ben"]', "people.json")

    assert complaint(file) == "line 3: is no JSON (Expecting ',' delimiter)"


def test_a_file_that_is_missing_or_no_text_is_said_to_be_so(tmp_path: Path) -> None:
    picture = tmp_path / "people.yml"
    picture.write_bytes(b"\x89PNG\r\n\xff")

    assert complaint(tmp_path / "nobody.yml") == "cannot be read (No such file or directory)"
    assert complaint(picture) == "is no text in UTF-8; save it as that"


def test_people_of_different_names_can_be_told_apart() -> None:
    check_names([NewPerson("Ana"), NewPerson("Ben"), NewPerson("ana")])

    with pytest.raises(PeopleError, match="person 2 and person 3 are both called 'Ben'"):
        check_names([NewPerson("Ana"), NewPerson("Ben"), NewPerson("Ben")])
