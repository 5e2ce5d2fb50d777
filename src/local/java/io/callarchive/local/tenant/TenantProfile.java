package io.callarchive.local.tenant;

import io.callarchive.CallLog;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What the rows of a make-believe tenant are like. */
public enum TenantProfile {
    /**
     * As Microsoft's documentation has them: each field in one form, ids that are unique, plausible calls at the busy
     * hours of three offices, workdays and weekends. For whoever looks at the files for the first time.
     */
    DOCUMENTED {
        @Override
        int rowCount(CallLog log, LocalDate day) {
            return DocumentedDay.rowCount(log, day);
        }

        @Override
        List<TenantRow> rows(TenantDay day, int count, Dice dice) {
            return DocumentedDay.rows(day, count, dice);
        }

        @Override
        Stream<String> personalStrings() {
            return Stream.concat(
                    Colleague.ALL.stream()
                            .flatMap(colleague -> colleague.person().personalStrings()),
                    Stream.of(Country.values()).map(country -> country.stem.substring(1)));
        }
    },
    /**
     * With all that the documentation allows or does not rule out: unknown fields of any type, numbers beyond 64 bits,
     * ids that are missing or repeat, escapes, line breaks between tokens, rows on every bound. For the tests.
     */
    QUIRKY {
        @Override
        int rowCount(CallLog log, LocalDate day) {
            DayOfWeek weekday = day.getDayOfWeek();
            int rows = switch (log) {
                case DIRECT_ROUTING -> 3_400 + 7 * weekday.getValue();
                case SMS -> 420 + weekday.getValue();
                case PSTN -> 900 + 3 * weekday.getValue();
                case DIALOUT -> 35;
                case BLOCKED_USERS -> 6;
            };
            return OfficeHours.isDayOff(day) ? rows / 3 : rows;
        }

        @Override
        List<TenantRow> rows(TenantDay day, int count, Dice dice) {
            return day.makeUp(count, dice);
        }

        @Override
        Stream<String> personalStrings() {
            return Stream.concat(Person.ALL.stream().flatMap(Person::personalStrings), PhoneNumbers.STEMS.stream());
        }
    };

    /** How many rows such a tenant has of a log on a day. */
    abstract int rowCount(CallLog log, LocalDate day);

    abstract List<TenantRow> rows(TenantDay day, int count, Dice dice);

    /** Every user id, account, name (as text and as escaped in JSON) and stem of a number that the rows can contain. */
    abstract Stream<String> personalStrings();
}
