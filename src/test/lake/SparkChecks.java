import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Asks Spark the questions that LakeIT and PlainReadersIT have left in {@code target/lake}, through the committed views
 * and without any. Run from its source in a JVM of its own, because Spark's libraries do not go with the app's.
 */
final class SparkChecks {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private SparkChecks() {}

    /** Fails if any answer is another than that which follows from what Graph served. */
    public static void main(String[] arguments) throws Exception {
        Path lake = Path.of("target/lake");
        int wrong = 0;
        // A zone with an odd offset: times must be UTC all the same.
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "Pacific/Chatham")
                .config("spark.sql.shuffle.partitions", "1")
                // Small files and small questions: one task for many files, no code made for each question.
                .config("spark.sql.files.openCostInBytes", "0")
                .config("spark.sql.codegen.wholeStage", "false")
                .config(
                        "spark.sql.warehouse.dir",
                        lake.resolve("spark-warehouse").toString())
                .getOrCreate()) {
            spark.sql("SET call_logs = " + lake.resolve("call-logs"));
            for (String statement : statements(Path.of("infra/lake/spark/views.sql"))) {
                spark.sql(statement);
            }
            List<String> checks = new ArrayList<>(Files.readAllLines(lake.resolve("spark.tsv")));
            checks.addAll(Files.readAllLines(lake.resolve("plain/spark.tsv")));
            for (String check : checks) {
                String[] parts = check.split("\t", -1);
                String answer = answer(spark, parts[1]);
                if (!answer.equals(parts[2])) {
                    wrong++;
                    System.out.println("WRONG " + parts[0] + "\n  " + parts[1] + "\n  expected " + parts[2]
                            + "\n  answered " + answer);
                }
            }
            System.out.println(
                    "Spark " + spark.version() + ": " + checks.size() + " questions, " + wrong + " wrong answers.");
        }
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static List<String> statements(Path file) throws Exception {
        String script = Files.readString(file)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return List.of(script.strip().split(";\n"));
    }

    private static String answer(SparkSession spark, String sql) {
        List<Row> rows;
        try {
            rows = spark.sql(sql).collectAsList();
        } catch (Exception e) {
            // Also checked ones, which Spark's methods do not declare.
            return "fails";
        }
        return rows.stream().map(SparkChecks::row).collect(Collectors.joining("; "));
    }

    private static String row(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> cell(row.get(column)))
                .collect(Collectors.joining("|"));
    }

    private static String cell(Object value) {
        String text = String.valueOf(value);
        if (value instanceof BigDecimal amount) {
            text = amount.toPlainString();
        } else if (value instanceof LocalDateTime time) {
            text = TIME.format(time);
        }
        return text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }
}
