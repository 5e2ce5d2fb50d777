"""Counts the rows of each log of target/lake/plain with the reader that is named, and without telling it any type."""

import glob
import importlib
import sys


def pandas_rows(pandas, file):
    return len(pandas.read_json(file, lines=True))


def polars_rows(polars, file):
    return polars.read_ndjson(file).height


def pyarrow_rows(pyarrow, file):
    from pyarrow import json

    return json.read_json(file).num_rows


READERS = {"pandas": pandas_rows, "polars": polars_rows, "pyarrow": pyarrow_rows}


def main(name):
    module = importlib.import_module(name)
    wrong = 0
    found = []
    with open("target/lake/plain/counts.tsv", encoding="utf-8") as counts:
        for line in counts:
            folder, expected = line.rstrip("\n").split("\t")
            rows = sum(READERS[name](module, file) for file in glob.glob(folder + "/*/*.json.gz"))
            found.append(f"{folder.rpartition('=')[2]} {rows}")
            if rows != int(expected):
                wrong += 1
                print(f"WRONG {folder}: {rows} rows, expected {expected}")
    print(f"{name} {module.__version__}: {', '.join(found)}; {wrong} wrong counts.", flush=True)
    return 1 if wrong or not found else 0


sys.exit(main(sys.argv[1]))
