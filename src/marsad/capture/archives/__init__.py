"""Archives and dumps: one small module a format, each turning a stream into captures and into reasons for what is not.

`KINDS` maps the kind of a stream, as `detect.kind_of` tells it from its first bytes and its name, to its reader.
"""

from marsad.capture.archives import (
    csv_rows,
    gzipped,
    json_lines,
    mail,
    parquet_rows,
    tarred,
    warc,
    zipped,
)
from marsad.capture.archives.reading import Read

KINDS: dict[str, Read] = {
    "csv": csv_rows.read,
    "gzip": gzipped.read,
    "lines": json_lines.read,
    "mail": mail.read,
    "mbox": mail.read_box,
    "parquet": parquet_rows.read,
    "tar": tarred.read,
    "warc": warc.read,
    "zip": zipped.read,
}
