package io.callarchive.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.json.Json;
import io.callarchive.testing.AccountSnapshot.StagedBlock;
import io.callarchive.testing.AccountSnapshot.StoredBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Of what form that is which stands in an account, a line for each name and key: two accounts of the same form have the
 * same lines, whatever their days, runs and rows.
 */
public final class AccountForms {
    private static final String DATA_KEY = "\\d{4}-\\d{2}-\\d{2}.*|sms|pstn|direct-routing|dialout|blocked-users";

    private final SortedSet<String> lines = new TreeSet<>();

    private AccountForms() {}

    /** The lines of the account in that folder. */
    public static SortedSet<String> of(Path folder) throws IOException {
        AccountSnapshot account = AccountSnapshot.read(folder);
        AccountForms forms = new AccountForms();
        for (StoredBlob blob : account.blobs()) {
            Path content = folder.resolve(blob.container()).resolve(blob.name());
            forms.add(blob, Files.readAllBytes(content));
        }
        account.blocks().forEach(forms::add);
        account.messages().forEach((queue, texts) -> texts.forEach(text -> forms.add(queue, Json.tree(text))));
        return forms.lines;
    }

    private void add(StoredBlob blob, byte[] content) {
        String name = blob.container() + "/" + anyName(blob.name());
        lines.add(name + " " + blob.contentType() + (blob.append() ? " appended" : ""));
        blob.metadata().keySet().forEach(key -> lines.add(name + " metadata " + key));
        if (blob.name().endsWith(".json") || blob.name().endsWith(".jsonl")) {
            new String(content, StandardCharsets.UTF_8).lines().forEach(line -> add(name, Json.tree(line)));
        } else if (blob.name().endsWith(".gz")) {
            int flags = content[3];
            lines.add(name + " gzip flags " + flags);
        }
    }

    private void add(StagedBlock block) {
        byte[] id = Base64.getDecoder().decode(block.id());
        lines.add(block.container() + "/" + anyName(block.name()) + " block of version and kind " + id[0] + ", id of "
                + id.length + " bytes");
    }

    private void add(String path, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> add(path + "[]", element));
        } else {
            node.properties().forEach(member -> {
                if (member.getKey().matches(DATA_KEY)) {
                    add(path + " *", member.getValue());
                } else {
                    String key = path + " " + member.getKey();
                    lines.add(key + (member.getKey().equals("version") ? " " + member.getValue() : ""));
                    add(key, member.getValue());
                }
            });
        }
    }

    private static String anyName(String name) {
        return name.replaceAll("\\d{4}-\\d{2}(-\\d{2})?", "<date>")
                .replaceAll("log=[a-z-]+", "log=<log>")
                .replaceAll("/[a-z-]+-<date>", "/<log>-<date>")
                .replaceAll("[0-9a-f]{18}", "<run>")
                .replaceAll("-\\d-\\d-[0-9a-f]{8}\\.", "-<page>.")
                .replaceAll("\\d{10}", "<number>")
                .replaceAll("order=.*\\.json", "order=<order>.json");
    }
}
