"""Setting up: pinned lists without addresses, what CI runs, what `make test` prepares, nothing of one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTS = ["requirements/run.txt", "requirements/test.txt"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


def pinned(name: str) -> dict[str, list[str]]:
    """The packages of a list, `name==version`, each with its hashes."""
    lines = [line for line in text_of(name).splitlines() if not line.lstrip().startswith("#")]
    entries = re.split(r"\n(?=\S)", "\n".join(lines))
    return {entry.split()[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries if entry.strip()}


def name_of(requirement: str) -> str:
    """The package of `name[extra]>=1.0`, as package indexes compare names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=;, ]", requirement)[0]).lower()


# ---------------------------------------------------------------- requirements


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    packages = pinned(name)
    assert len(packages) > 30
    assert [one for one, hashes in packages.items() if "==" not in one or not hashes] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_carries_no_address(name: str) -> None:
    text = text_of(name)
    assert "://" not in text
    assert set(re.findall(r"(?m)^\s*(-[-\w]+)", text)) == {"--hash"}  # no --index-url, --find-links, -e, -r


def test_the_lists_have_what_the_project_asks_for() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    to_run = [*project["dependencies"], *extras["build"]]
    for name, wanted in zip(LISTS, (to_run, [*to_run, *extras["test"]]), strict=True):
        have = set(map(name_of, pinned(name)))
        assert [one for one in wanted if name_of(one) not in have] == []


def test_tests_run_on_the_versions_that_are_installed_to_run() -> None:
    to_run, to_test = map(pinned, LISTS)
    assert sorted(set(to_run) - set(to_test)) == []


# ---------------------------------------------------------------- what is run


def test_ci_runs_make_test() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert re.search(r"(?m)^(?:exec )?make test$", text_of(".ci/run"))


def test_make_test_prepares_and_then_runs_every_test() -> None:
    recipe = text_of("Makefile").split("\ntest:", 1)[1].split("\n\n", 1)[0]
    assert recipe.index("tests/prepare.sh") < recipe.index("-m pytest")
    assert tomllib.loads(text_of("pyproject.toml"))["tool"]["pytest"]["ini_options"]["testpaths"] == ["tests"]


def prepare(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs tests/prepare.sh where nothing but the programs of a folder can be found."""
    shell = shutil.which("sh")
    assert shell
    cat = folder / "cat"
    if not cat.exists():
        cat.symlink_to(shutil.which("cat") or "/bin/cat")
    return subprocess.run(
        [shell, str(ROOT / "tests" / "prepare.sh")],
        env={"PATH": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def program(folder: Path, name: str, does: str) -> Path:
    """A program of a few words."""
    file = folder / name
    file.write_text(f"#!{shutil.which('sh')}\n{does}\n")
    file.chmod(0o755)
    return file


def test_a_chromium_that_is_there_is_enough(tmp_path: Path) -> None:
    program(tmp_path, "google-chrome", "exit 1")
    done = prepare(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_one_and_without_apt_it_says_what_to_install_and_goes_on(tmp_path: Path) -> None:
    done = prepare(tmp_path)
    assert done.returncode == 0
    assert "Install Chromium" in done.stdout
    assert "CHROMIUM" in done.stdout


def test_as_root_it_installs_one(tmp_path: Path) -> None:
    env = shutil.which("env")
    assert env
    (tmp_path / "env").symlink_to(env)
    browser = tmp_path / "chromium"
    program(tmp_path, "id", "echo 0")
    program(
        tmp_path,
        "apt-get",
        f'echo "$*" >> {tmp_path}/log; case "$1" in install) : > {browser}; chmod +x {browser};; esac',
    )
    (tmp_path / "chmod").symlink_to(shutil.which("chmod") or "/bin/chmod")
    done = prepare(tmp_path)
    assert done.returncode == 0
    assert "Install Chromium" not in done.stdout
    assert (tmp_path / "log").read_text().splitlines()[-1].endswith("chromium")


def test_where_apt_fails_it_says_so_and_goes_on(tmp_path: Path) -> None:
    env = shutil.which("env")
    assert env
    (tmp_path / "env").symlink_to(env)
    program(tmp_path, "id", "echo 0")
    program(tmp_path, "apt-get", "exit 100")
    done = prepare(tmp_path)
    assert done.returncode == 0
    assert "could not install" in done.stdout
    assert "Install Chromium" in done.stdout


# ---------------------------------------------------------------- nothing of one machine


def committed() -> list[Path]:
    """The files under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout: what is committed can't be told")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_committed_names_a_folder_of_one_machine() -> None:
    here = [str(one) for one in (ROOT, Path.home()) if len(one.parts) > 2]  # "/app" may be anything
    folders = [*here, *("/" + name for name in ("home", "root", "Users", "work"))]
    pattern = re.compile(rf"(?<![\w./~-])(?:{'|'.join(map(re.escape, folders))})(?=/|\b)".encode())
    found = {
        f"{file.relative_to(ROOT)}: {match[0].decode()}"
        for file in committed()
        for match in pattern.finditer(file.read_bytes())
        if b"\0" not in file.read_bytes()[:1024]
    }
    assert found == set()


def test_what_is_kept_on_one_machine_is_not_committed() -> None:
    kept = (".env", "var", ".venv")
    assert [file for file in committed() if file.relative_to(ROOT).parts[0] in kept] == []
    ignored = text_of(".gitignore").splitlines()
    assert [one for one in kept if one not in ignored and f"{one}/" not in ignored] == []
