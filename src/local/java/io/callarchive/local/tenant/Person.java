package io.callarchive.local.tenant;

import java.util.List;
import java.util.stream.Stream;

/** Someone who telephones in the make-believe tenant; {@code nameAsJson} is the name as Graph happens to escape it. */
record Person(String userId, String userPrincipalName, String displayName, String nameAsJson) {
    static final List<Person> ALL = List.of(
            plain("0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001", "zoe.kruger", "Zoë Krüger"),
            plain("0f4e2f0a-0002-4c7e-9a55-8d6f6c1a0002", "lukasz.wojcik", "Łukasz Wójcik"),
            plain("0f4e2f0a-0003-4c7e-9a55-8d6f6c1a0003", "ipek.isik", "İpek Işık"),
            plain("0f4e2f0a-0004-4c7e-9a55-8d6f6c1a0004", "hanako.yamada", "山田 花子"),
            plain("0f4e2f0a-0005-4c7e-9a55-8d6f6c1a0005", "sunny.okafor", "Sunny Okafor 🌻👩🏽‍💻"),
            plain("0f4e2f0a-0006-4c7e-9a55-8d6f6c1a0006", "layla.haddad", "ليلى حداد"),
            new Person(
                    "0f4e2f0a-0007-4c7e-9a55-8d6f6c1a0007",
                    "mae.oneil@contoso.com",
                    "Mary \"Mae\" O'Neil",
                    "Mary \\\"Mae\\\" O'Neil"),
            new Person(
                    "0f4e2f0a-0008-4c7e-9a55-8d6f6c1a0008",
                    "rene.lefevre@contoso.com",
                    "René Lefèvre",
                    "Ren\\u00e9 Lef\\u00E8vre"),
            new Person(
                    "0f4e2f0a-0009-4c7e-9a55-8d6f6c1a0009",
                    "frontdesk.emden@contoso.com",
                    "Front Desk A/B \\ Emden",
                    "Front Desk A\\/B \\\\ Emden"),
            new Person(
                    "0f4e2f0a-000a-4c7e-9a55-8d6f6c1a000a",
                    "piotr.quist@contoso.com",
                    "Piotr Quist 🎷",
                    "Piotr\\u0020Quist \\ud83c\\uDFB7"),
            plain("0f4e2f0a-000b-4c7e-9a55-8d6f6c1a000b", "ivy.lindqvist", "Ivy Lindqvist"),
            plain("0f4e2f0a-000c-4c7e-9a55-8d6f6c1a000c", "tobias.abernathy", "Tobias Abernathy"));

    private static Person plain(String userId, String account, String displayName) {
        return new Person(userId, account + "@contoso.com", displayName, displayName);
    }

    Stream<String> personalStrings() {
        String account = userPrincipalName.substring(0, userPrincipalName.indexOf('@'));
        return Stream.of(userId, userPrincipalName, account, displayName, nameAsJson);
    }
}
