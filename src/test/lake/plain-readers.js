// Lets Python's readers count the rows that PlainReadersIT has left in target/lake/plain: pandas, polars and pyarrow from
// PyPI, in a virtual environment of their own, and pandas as Debian packages it.
const { spawnSync } = require("child_process");
const { skip } = require("./skip");

const VENV = "target/lake/python";
const IN_VENV = `${VENV}/bin/python`;
const DEBIANS = "/usr/bin/python3";

/** What it printed last if it failed, otherwise nothing. */
function trouble(command, ...args) {
  const done = spawnSync(command, args, { encoding: "utf8" });
  if (done.status === 0) {
    return "";
  }
  const said = done.error?.message ?? done.stderr.trim().split("\n").pop();
  return said || `${command} ended with ${done.status}`;
}

function read(python, origin, reader) {
  const missing = trouble(python, "-c", `import ${reader}`);
  if (missing) {
    skip(`${reader} of ${origin} (${missing})`);
  } else if (spawnSync(python, ["src/test/lake/plain_reader.py", reader], { stdio: "inherit", timeout: 120_000 }).status !== 0) {
    console.log(`WRONG ${reader} of ${origin}, see above`);
    process.exitCode = 1;
  }
}

const unmade =
  trouble("python3", "-m", "venv", VENV) ||
  trouble(IN_VENV, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "src/test/lake/requirements.txt");
if (unmade) {
  console.log(`No virtual environment: ${unmade}`);
}
["pandas", "polars", "pyarrow"].forEach((reader) => read(IN_VENV, "PyPI", reader));
read(DEBIANS, "Debian", "pandas");
