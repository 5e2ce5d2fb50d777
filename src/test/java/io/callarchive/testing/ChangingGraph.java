package io.callarchive.testing;

import io.callarchive.Problem;
import io.callarchive.pages.GraphLogs;
import io.callarchive.pages.Page;
import io.callarchive.pages.PageAnswer;
import io.callarchive.pages.PageRequest;
import io.callarchive.pages.RowTimes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A Graph whose log changes while it is read: rows appear and vanish between two answers to the same nextLink. It
 * remembers all it has answered, and so can tell whether a file is one complete sequence of its answers.
 */
public final class ChangingGraph implements GraphLogs {
    /** Somebody whom every third row names. */
    public static final String USER_ID = "0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001";

    private record Answer(String lines, Optional<String> nextLink) {}

    private final RandomGenerator random;
    private final int pageSize;
    private final double changeRate;
    private int changesLeft;
    private final Map<Integer, List<String>> rowsOfChain = new HashMap<>();
    private final Map<String, Set<Answer>> answers = new HashMap<>();
    private int names;
    private int sessions;
    private boolean busy = true;

    public ChangingGraph(RandomGenerator random) {
        this.random = random;
        this.pageSize = 1 + random.nextInt(3);
        this.changesLeft = random.nextInt(12);
        this.changeRate = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.4;
    }

    /** Days later: some rows have come, and others have gone. */
    public void changeOn() {
        changesLeft += random.nextInt(6);
        busy = true;
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            rowsOfChain.values().forEach(this::change);
        }
    }

    /** From now on Graph always answers. */
    public void recover() {
        busy = false;
    }

    @Override
    public PageAnswer fetch(PageRequest request) {
        if (busy && random.nextInt(12) == 0) {
            return noPage(request);
        }
        List<String> rows = rowsOfChain.computeIfAbsent(request.chain(), unused -> newRows());
        if (changesLeft > 0 && random.nextDouble() < changeRate) {
            changesLeft--;
            change(rows);
        }
        // Some Graphs name the reading in the link, others only count on: then two readings share their links.
        int session = request.nextLink().map(ChangingGraph::sessionOf).orElseGet(() -> random.nextInt(2) * ++sessions);
        Answer answer = answer(rows, request.page(), session);
        answers.computeIfAbsent(key(request), unused -> new LinkedHashSet<>()).add(answer);
        ByteBuffer lines = ByteBuffer.wrap(answer.lines.getBytes(StandardCharsets.UTF_8));
        int count = (int) answer.lines.lines().count();
        return new Page(lines, count, RowTimes.NONE, answer.nextLink);
    }

    /** What Graphs, and proxies before them, answer in place of a page; never refused until the run is given up. */
    private PageAnswer noPage(PageRequest request) {
        boolean refuse = request.setbacks().refusals() < 2 && request.setbacks().restarts() < 2;
        return switch (random.nextInt(refuse ? 5 : 2)) {
            case 0 -> new PageAnswer.Throttled(Optional.empty(), new Problem(503, "busy", "later", ""));
            case 1 ->
                new PageAnswer.Throttled(
                        Optional.empty(), new Problem(200, "InternalServerError", "the answer broke off", ""));
            case 2 -> new PageAnswer.Refused(new Problem(302, "http-302", "moved", ""), true);
            case 3 -> new PageAnswer.Refused(new Problem(401, "InvalidAuthenticationToken", "stale", ""), true);
            // On a link: the chain begins afresh.
            default -> new PageAnswer.Refused(new Problem(400, "BadRequest", "expired", ""), true);
        };
    }

    private List<String> newRows() {
        List<String> rows = new ArrayList<>();
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            rows.add(newRow());
        }
        return rows;
    }

    private String newRow() {
        String user = random.nextInt(3) == 0 ? ",\"userId\":\"" + USER_ID + "\"" : "";
        return "{\"row\":" + ++names + user + "}\n";
    }

    private void change(List<String> rows) {
        if (!rows.isEmpty() && random.nextInt(3) == 0) {
            rows.remove(random.nextInt(rows.size()));
        } else {
            rows.add(random.nextInt(rows.size() + 1), newRow());
        }
    }

    private Answer answer(List<String> rows, int page, int session) {
        int from = Math.min(page * pageSize, rows.size());
        int to = Math.min(from + pageSize, rows.size());
        boolean more = to < rows.size();
        return new Answer(
                String.join("", rows.subList(from, to)),
                more
                        ? Optional.of("https://graph.example/?session=" + session + "&page=" + (page + 1))
                        : Optional.empty());
    }

    private static int sessionOf(String link) {
        return Integer.parseInt(link.substring(link.indexOf("session=") + 8, link.indexOf("&page")));
    }

    private static String key(PageRequest request) {
        return key(request.chain(), request.nextLink());
    }

    private static String key(int chain, Optional<String> link) {
        return chain + " " + link.orElse("first");
    }

    /** Whether the text is, chain after chain, a sequence of answers in which each was reached by the link before. */
    public boolean isOneReading(String text, int chains) {
        return continues(text, 0, chains, Optional.empty());
    }

    private boolean continues(String text, int chain, int chains, Optional<String> link) {
        if (chain == chains) {
            return text.isEmpty();
        }
        for (Answer answer : answers.getOrDefault(key(chain, link), Set.of())) {
            if (text.startsWith(answer.lines)) {
                String rest = text.substring(answer.lines.length());
                boolean goesOn = answer.nextLink.isPresent()
                        ? continues(rest, chain, chains, answer.nextLink)
                        : continues(rest, chain + 1, chains, Optional.empty());
                if (goesOn) {
                    return true;
                }
            }
        }
        return false;
    }
}
