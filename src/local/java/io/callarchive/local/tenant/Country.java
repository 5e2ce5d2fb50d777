package io.callarchive.local.tenant;

import java.time.ZoneId;
import java.util.Locale;

/** A country that people of the documented tenant work in or telephone with. */
enum Country {
    GERMANY("DE", "Germany", "Europe/Berlin", "+493023125", 3, 2),
    UNITED_KINGDOM("GB", "United Kingdom", "Europe/London", "+442079460", 3, 2),
    UNITED_STATES("US", "United States", "America/New_York", "+120255501", 2, 1),
    AUSTRALIA("AU", "Australia", "Australia/Sydney", "+6125550", 4, 4),
    FRANCE("FR", "France", "Europe/Paris", "+3319900", 4, 2),
    IRELAND("IE", "Ireland", "Europe/Dublin", "+3532091", 5, 3),
    SWEDEN("SE", "Sweden", "Europe/Stockholm", "+468465004", 2, 2);

    final String code;
    final String fullName;
    final ZoneId zone;
    /** Of the numbers that the country's regulator keeps for films and examples, so that they are nobody's. */
    final String stem;

    /** What a minute costs from elsewhere. */
    final int centsAMinute;

    private final int digits;

    Country(String code, String fullName, String zone, String stem, int digits, int centsAMinute) {
        this.code = code;
        this.fullName = fullName;
        this.zone = ZoneId.of(zone);
        this.stem = stem;
        this.digits = digits;
        this.centsAMinute = centsAMinute;
    }

    /** One of its numbers; the last digits count, as many as there are. */
    String number(int last) {
        int bound = (int) Math.pow(10, digits);
        return stem + String.format(Locale.ROOT, "%0" + digits + "d", Math.floorMod(last, bound));
    }
}
