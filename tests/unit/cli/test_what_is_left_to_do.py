"""What a person is told to do after a translation, by the command as it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from flytrans.cli.main import main

APP = 'app = "x"\n[build]\nimage = "x:1"\n[processes]\nweb = "w"\ncron = "c"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fly.toml").write_text(APP)
    return tmp_path


def test_the_namespace_in_a_stream_comes_before_what_is_created_in_it(folder: Path, capsys: Any) -> None:
    assert main(["convert", ".", "--to", "kubernetes", "--namespace", "shop", "--single-file", "-o", "out"]) == 0
    lines = [line.strip() for line in capsys.readouterr().err.splitlines() if "$ kubectl" in line]
    assert lines[:3] == [
        "$ kubectl apply -f manifests.yaml -l '!app.kubernetes.io/component'",
        "$ kubectl create secret generic x-secrets -n shop --from-env-file=secrets.env",
        "$ kubectl apply -f manifests.yaml",
    ]


def test_the_release_command_in_a_stream_runs_by_its_label_before_the_rest(folder: Path, capsys: Any) -> None:
    (folder / "fly.toml").write_text(APP + '[env]\nA = "1"\n[deploy]\nrelease_command = "migrate"\n')
    assert main(["convert", ".", "--to", "kubernetes", "--single-file", "-o", "out"]) == 0
    lines = [line.strip() for line in capsys.readouterr().err.splitlines() if "$ kubectl apply" in line]
    early = "$ kubectl apply -f manifests.yaml -l '!app.kubernetes.io/component'"
    release = "kubectl apply -f manifests.yaml -l app.kubernetes.io/component=fly_app_release_command"
    assert lines[0].startswith(f"{early} && {release} && kubectl wait --for=condition=complete --timeout=300s job/x-")
    assert lines[1] == "$ kubectl apply -f manifests.yaml"


def test_what_something_became_is_shown_of_a_stream_too(folder: Path, capsys: Any) -> None:
    (folder / "fly.toml").write_text(
        APP + '[http_service]\ninternal_port = 80\n[[http_service.checks]]\npath = "/"\ninterval = "1500ms"\n'
    )
    assert main(["convert", ".", "--to", "kubernetes", "--single-file", "-o", "out"]) == 0
    assert "now: periodSeconds: 2 in manifests.yaml" in capsys.readouterr().err


def test_objects_whose_files_went_are_said_to_stay_in_the_cluster(folder: Path, capsys: Any) -> None:
    main(["convert", ".", "--to", "kubernetes", "-o", "out"])
    (folder / "fly.toml").write_text(APP.replace('cron = "c"\n', ""))
    capsys.readouterr()
    assert main(["convert", ".", "--to", "kubernetes", "-o", "out", "--force"]) == 0
    told = capsys.readouterr().err.splitlines()[0]
    assert told.startswith("2 files written to out, and removed 1 of an earlier run; ")
    assert told.endswith("; their objects stay in the cluster until kubectl delete")


def test_a_secret_that_no_container_asks_for_is_not_made(folder: Path, capsys: Any) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: a, image: b}]}\n"
    (folder / "pod.yaml").write_text(pod)
    assert main(["convert", "pod.yaml", "--to", "kubernetes"]) == 0
    assert "create secret" not in capsys.readouterr().err


def test_a_pipe_is_not_said_to_be_missing(folder: Path, capsys: Any) -> None:
    os.mkfifo(folder / "pipe")
    assert main(["convert", "pipe", "--to", "kubernetes"]) == 2
    told = "flytrans: pipe: it is a pipe or a device; give it as standard input, which is called -\n"
    assert capsys.readouterr().err == told


def test_a_source_of_which_nothing_can_be_read_is_no_success(folder: Path, capsys: Any) -> None:
    (folder / "values.yaml").write_text("image: nginx\nreplicas: 2\n")
    assert main(["convert", "values.yaml", "--to", "kubernetes", "-o", "out"]) == 2
    told = capsys.readouterr().err
    assert "FT010" in told
    assert told.endswith("Nothing was written.\n")
    assert not (folder / "out").exists()
