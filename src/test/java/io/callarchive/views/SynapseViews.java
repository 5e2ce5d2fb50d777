package io.callarchive.views;

import io.callarchive.CallLog;
import io.callarchive.schema.Field;
import io.callarchive.schema.FieldType;
import java.util.List;
import java.util.stream.Collectors;

/** OPENJSON hands out a number as it is written; all types are given to text, because a failing type fails the query. */
final class SynapseViews extends SqlViews {
    SynapseViews() {
        super("Azure Synapse serverless SQL. NEVER RUN", "synapse");
    }

    @Override
    String notes() {
        return """
                First say where the files are, in a database with a UTF-8 collation, and who reads them: nobody may without
                being signed in. Here it is the workspace's managed identity, whose object id belongs into LAKE_READERS:
                CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<a long one, kept nowhere>';
                CREATE DATABASE SCOPED CREDENTIAL call_logs WITH IDENTITY = 'Managed Identity';
                CREATE EXTERNAL DATA SOURCE call_logs WITH (LOCATION = 'https://<account>.blob.core.windows.net/call-logs',
                  CREDENTIAL = call_logs);

                Times are datetime2(7), which keeps all seven digits. There are no lists: they are JSON text, for OPENJSON.
                Whether a filter on date spares the other files is not known; filepath() in a query of your own does.""";
    }

    @Override
    String lines() {
        return """
                CREATE OR ALTER VIEW call_log_lines AS
                SELECT files.filepath(1) AS log, CAST(files.filepath(2) AS date) AS [date], files.line
                FROM OPENROWSET(
                  BULK 'log=*/date=*/*.json.gz',
                  DATA_SOURCE = 'call_logs',
                  FORMAT = 'CSV',
                  FIELDTERMINATOR = '0x0b',
                  FIELDQUOTE = '0x0b',
                  ROWTERMINATOR = '0x0a')
                WITH (line varchar(max) COLLATE Latin1_General_100_BIN2_UTF8) AS files;
                """;
    }

    @Override
    String create() {
        return "GO\nCREATE OR ALTER VIEW";
    }

    @Override
    String quoted(String name) {
        return '[' + name + ']';
    }

    @Override
    String value(Field field) {
        String value = "fields." + quoted(field.name());
        return switch (field.type()) {
            case TIMESTAMP ->
                "CASE WHEN " + value + " NOT LIKE '0001-01-01%' THEN TRY_CONVERT(datetime2(7), " + value + ", 127) END";
            case DECIMAL ->
                "CASE WHEN LEN(" + value + ") - CHARINDEX('.', " + value + " + '.') <= 18 THEN TRY_CAST(" + value
                        + " AS " + DECIMAL + ") END";
            case INTEGER -> "TRY_CAST(" + value + " AS bigint)";
            case BOOLEAN -> "TRY_CAST(" + value + " AS bit)";
            case TEXT, UUID, OBJECTS -> value;
        };
    }

    @Override
    String from(CallLog log, List<Field> fields) {
        String structure = fields.stream().map(SynapseViews::structure).collect(Collectors.joining(", "));
        return "call_log_lines CROSS APPLY OPENJSON(line) WITH (" + structure + ") AS fields WHERE log = '"
                + log.label() + "'";
    }

    private static String structure(Field field) {
        return "[" + field.name() + "] "
                + (field.type() == FieldType.OBJECTS ? "nvarchar(max) AS JSON" : "nvarchar(4000)");
    }

    @Override
    String withoutFiller(String text) {
        return "REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(" + text + ", '-', ''), '0', ''), '{', ''), '}', ''), ' ', '')";
    }
}
