package io.callarchive.local.tenant;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Someone who works in one of the documented tenant's three offices, with a number of the office's country. */
record Colleague(Person person, Country office, String number) {
    /** The country in which the tenant is at home. */
    static final Country TENANT = Country.GERMANY;

    static final List<Colleague> ALL = Stream.of(
                    staff(
                            Country.GERMANY,
                            "Anke Brandt, Birgit Voß, Cem Yılmaz, Dagmar Paulsen, Emil Hartwig, Frauke Ohm, Gero Lindner, "
                                    + "Hanna Schröter, Ilja Becker, Jana Köster"),
                    staff(
                            Country.UNITED_KINGDOM,
                            "Alice Penrose, Ben Hathaway, Chloe Okonkwo, Dylan Rhys, Edith Marlowe, Fiona Lennox, "
                                    + "George Tandy"),
                    staff(
                            Country.UNITED_STATES,
                            "Amber Castillo, Brian Whitlock, Carmen Núñez, Derek Sandoval, Elaine Porter, Frank Delgado, "
                                    + "Grace Kowalski"))
            .flatMap(List::stream)
            .toList();

    /** The administrative units of each office, as they stand in a row. */
    String administrativeUnits() {
        return switch (office) {
            case UNITED_KINGDOM ->
                "[{\"id\":\"639b616c-f164-4a6f-a933-24936b8eb210\"},{\"id\":\"cc6ea167-4e92-4c2d-9391-85791e978006\"}]";
            case UNITED_STATES -> "[{\"id\":\"5d7e1ab0-31c4-4d5c-8a41-0c9a5a0d7f12\"}]";
            default -> "[{\"id\":\"cc6ea167-4e92-4c2d-9391-85791e978006\"}]";
        };
    }

    private static List<Colleague> staff(Country office, String names) {
        List<String> each = Arrays.asList(names.split(", ", -1));
        return IntStream.range(0, each.size())
                .mapToObj(place -> new Colleague(person(each.get(place)), office, office.number(10 + place)))
                .toList();
    }

    private static Person person(String name) {
        String letters = name.replace("ß", "ss").replace("ı", "i").replace(' ', '.');
        String account = Normalizer.normalize(letters, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Person(id.toString(), account + "@contoso.com", name, name);
    }
}
