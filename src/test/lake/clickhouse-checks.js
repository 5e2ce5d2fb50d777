// Asks ClickHouse (chdb, the engine in this process) the questions that LakeIT and PlainReadersIT have left in
// target/lake, through the committed views and without any. Fails if any answer is another than that which follows from what Graph served.
const fs = require("fs");
const path = require("path");
const { skip } = require("./skip");

let Session;
try {
  ({ Session } = require(path.resolve("target/lake/npm/node_modules/chdb")));
} catch (error) {
  skip(`ClickHouse, for chdb does not run on ${process.platform}-${process.arch} (${error.message})`);
  return;
}

const questions = ["target/lake/clickhouse.tsv", "target/lake/plain/clickhouse.tsv"].flatMap((file) =>
  fs.readFileSync(file, "utf8").split("\n"),
);
const views = fs
  .readFileSync("infra/lake/clickhouse/views.sql", "utf8")
  .replace(/^--.*\n/gm, "")
  .trim()
  .split(";\n");
// The views name the folder call-logs as seen from here.
process.chdir("target/lake");

const engine = new Session();
engine.query("CREATE DATABASE lake");
engine.query("USE lake");
views.forEach((view) => engine.query(view));

function answer(sql) {
  try {
    return engine
      .query(sql, "TSV")
      .trim()
      .split("\n")
      .map((row) => row.split("\t").map(cell).join("|"))
      .join("; ");
  } catch (error) {
    return "fails";
  }
}

function cell(text) {
  return text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

let wrong = 0;
for (const question of questions) {
  const [name, sql, expected] = question.split("\t");
  const answered = answer(sql);
  if (answered !== expected) {
    wrong++;
    console.log(`WRONG ${name}\n  ${sql}\n  expected ${expected}\n  answered ${answered}`);
  }
}
const version = engine.query("SELECT version()", "TSV").trim();
console.log(`ClickHouse ${version}: ${questions.length} questions, ${wrong} wrong answers.`);
engine.cleanup();
process.exit(wrong === 0 ? 0 : 1);
