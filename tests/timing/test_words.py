import shutil
from pathlib import Path

import pytest

from tocsin.errors import DataError
from tocsin.timing.words import DATA, load_times


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("calendar.yml", "- {kind: moon, names: [full moon]}", "'moon' is no kind of time word"),
        ("calendar.yml", "- {kind: weekday, number: 0, names: [monday]}", "'monday' stands twice"),
        ("calendar.yml", "- {kind: month, number: two, names: [brumaire]}", "'number' must be a whole number"),
        ("calendar.yml", "- {kind: month, nummer: 2}", "unknown key 'nummer'; did you mean 'number'?"),
        ("vague.yml", "- {code: OLD_REF, names: [yore]}", "'OLD_REF' is no TIMEX3 reference"),
        ("holidays.yml", "- {names: [Founders' Day], month: 3}", "a holiday needs one of"),
        ("holidays.yml", "- {names: [Christmas], month: 12, day: 25}", "'Christmas' is the name of two holidays"),
        ("holidays.yml", "- {names: [Moon Feast], table: {2020: 13-45}}", "the table holds no month and day"),
        ("eras.yml", "- {names: [the Long War], from: 1990-01-02, until: 1990-01-01}", "must be days in order"),
        ("years.yml", "- {kind: school, from: 09-31, named_by: start}", "must be a month and a day"),
        ("years.yml", "- {kind: school, from: 09-01, named_by: middle}", "'named_by' must be start or end"),
        ("islamic.yml", '- {year: 1466, begins: 2043-12-03, long: "0101"}', "a year needs the day"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, file: str, line: str, message: str) -> None:
    shutil.copytree(DATA, tmp_path / "times")
    path = tmp_path / "times" / file
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    path.write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_times(tmp_path / "times")
    assert str(caught.value).startswith(f"{file}:{len(lines) + 1}: ")
    assert message in str(caught.value)


def test_may_and_march_need_their_capital() -> None:
    words = load_times()
    sept = words.get("month", "Sept.")
    assert sept is not None
    assert sept.number == 9
    assert "(?-i:May" in words.pattern("month")
