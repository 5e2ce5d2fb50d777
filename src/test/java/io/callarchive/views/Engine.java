package io.callarchive.views;

/** Where the engines that run here differ in what the checks ask. */
enum Engine {
    DUCKDB("typeof", "len", 7, false),
    SPARK("typeof", "size", 6, true),
    CLICKHOUSE("toTypeName", "length", 7, false);

    /** The function that names a value's type. */
    final String typeOf;

    /** The function that counts a list. */
    final String sizeOf;

    /** How many digits of a second it keeps. */
    final int fractionDigits;

    /** Whether half of a surrogate pair is JSON to it; if not, the row has no fields. */
    final boolean readsHalfAPair;

    Engine(String typeOf, String sizeOf, int fractionDigits, boolean readsHalfAPair) {
        this.typeOf = typeOf;
        this.sizeOf = sizeOf;
        this.fractionDigits = fractionDigits;
        this.readsHalfAPair = readsHalfAPair;
    }
}
