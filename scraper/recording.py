"""Recorded HTTP exchanges in files that people can read. The only module that imports vcrpy, and only when called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from scraper.errors import UsageError
from scraper.unpacking import unpack

PRIVATE_REQUEST_HEADERS = ("authorization", "cookie", "proxy-authorization", "user-agent", "accept-encoding")
MATCH_ON = ("method", "scheme", "host", "port", "path", "query")

# Untrue once the body is unpacked, or nobody's business.
_DROPPED_RESPONSE_HEADERS = frozenset({"set-cookie", "content-encoding", "content-length", "transfer-encoding"})


@contextmanager
def cassette(path: Path, mode: Literal["all", "none"]) -> Iterator[None]:
    """Within it, every request over httpx is recorded to `path` ("all"), or answered from it ("none").

    What is recorded is written only when the block ends without an error. Raises UsageError without the extra.
    """
    vcr = _vcr()
    recorder = vcr.VCR(
        serializer="readable",
        record_mode=vcr.mode(mode),
        record_on_exception=False,
        match_on=MATCH_ON,
        filter_headers=PRIVATE_REQUEST_HEADERS,
        before_record_response=_readable,
    )
    recorder.register_serializer("readable", SimpleNamespace(serialize=_to_yaml, deserialize=_from_yaml))
    with recorder.use_cassette(str(path)):
        yield


def first_url(path: Path) -> str:
    """The URL that the recording at `path` began with. Raises UsageError for a file that is no recording."""
    _vcr()
    data = _from_yaml(path.read_text("utf-8"))
    try:
        return str(data["interactions"][0]["request"]["uri"])
    except (TypeError, KeyError, IndexError) as error:
        raise UsageError(f"{path} is no recording: it holds no request") from error


def unanswered() -> type[Exception]:
    """The error of a replay that asks for what was not recorded."""
    _vcr()
    from vcr.errors import CannotOverwriteExistingCassetteException

    found: type[Exception] = CannotOverwriteExistingCassetteException
    return found


def _vcr() -> Any:
    try:
        import vcr
    except ImportError as error:
        raise UsageError("recorded cases need vcrpy: pip install 'bodycopy[recording]'") from error
    return vcr


def _readable(response: dict[str, Any]) -> dict[str, Any]:
    """The response with its body unpacked, in bounded steps, and without what would be untrue or private then."""
    headers = {name.lower(): values for name, values in response["headers"].items()}
    encoding = ",".join(headers.get("content-encoding", []))
    body = b"".join(unpack([response["body"]["string"]], encoding, "the recorded page"))
    kept = {name: values for name, values in headers.items() if name not in _DROPPED_RESPONSE_HEADERS}
    return {**response, "headers": kept, "body": {"string": body}}


def _to_yaml(data: Any) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Bodies as literal blocks: a recording is read as the page it holds."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=True, width=4096))


def _from_yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UsageError(f"this recording is no YAML: {error}") from error
