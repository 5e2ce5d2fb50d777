package io.callarchive.views;

/** Where the engines that run here differ in what the checks ask. */
enum Engine {
    DUCKDB("typeof", "len", 7),
    SPARK("typeof", "size", 6),
    CLICKHOUSE("toTypeName", "length", 7);

    /** The function that names a value's type. */
    final String typeOf;

    /** The function that counts a list. */
    final String sizeOf;

    /** How many digits of a second it keeps. */
    final int fractionDigits;

    Engine(String typeOf, String sizeOf, int fractionDigits) {
        this.typeOf = typeOf;
        this.sizeOf = sizeOf;
        this.fractionDigits = fractionDigits;
    }
}
