package io.callarchive;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which package may use which: the one list of it. The root package is called {@code words}. */
record PackageArrows(Map<String, Set<String>> targets) {
    private static final String ROOT = "io.callarchive";
    private static final String WORDS = "words";
    private static final Pattern DRAWN = Pattern.compile("(?m)^ *([a-z]+) --> ([a-z &]+)$");

    static PackageArrows allowed() {
        return new PackageArrows(Map.ofEntries(
                may(WORDS),
                may("json"),
                may("text"),
                may("dayfile", WORDS),
                may("retention", WORDS, "json"),
                may("retry"),
                may("schema", WORDS, "json"),
                may("pages", WORDS, "dayfile", "retry", "text"),
                may("check", WORDS, "dayfile", "retry", "text"),
                may("plan", WORDS, "dayfile", "pages", "retention"),
                may("status", WORDS, "dayfile", "plan", "retention"),
                may("evidence", WORDS, "dayfile", "json", "status"),
                may("storage", WORDS, "text"),
                may("graph", WORDS, "dayfile", "json", "pages", "retry", "status", "text"),
                may("lake", WORDS, "dayfile", "evidence", "json", "pages", "plan", "status", "storage"),
                may("queue", WORDS, "dayfile", "json", "pages", "plan", "retry", "status", "storage"),
                may("web", WORDS, "dayfile", "evidence", "json", "plan", "retention", "status"),
                may("person", WORDS, "dayfile", "evidence", "graph", "json", "lake", "pages", "plan", "storage"),
                may("cli", WORDS, "evidence", "json", "lake", "person", "status", "storage", "text", "web"),
                may(
                        "app",
                        WORDS,
                        "check",
                        "dayfile",
                        "evidence",
                        "graph",
                        "json",
                        "lake",
                        "pages",
                        "plan",
                        "queue",
                        "retention",
                        "schema",
                        "status",
                        "storage",
                        "text",
                        "web")));
    }

    /** Arrows in lines such as {@code plan --> dayfile & pages}. */
    static PackageArrows drawnIn(String page) {
        Map<String, Set<String>> drawn = new TreeMap<>();
        Matcher line = DRAWN.matcher(page);
        while (line.find()) {
            for (String target : line.group(2).split("&", -1)) {
                drawn.computeIfAbsent(line.group(1), unused -> new TreeSet<>()).add(target.strip());
            }
        }
        return new PackageArrows(drawn);
    }

    /** The full names of packages; the root is the empty one. */
    static String[] names(String... packages) {
        return Arrays.stream(packages)
                .map(name -> name.isEmpty() ? ROOT : ROOT + "." + name)
                .toArray(String[]::new);
    }

    PackageArrows with(String from, String to) {
        Map<String, Set<String>> more = copy();
        more.computeIfAbsent(from, unused -> new TreeSet<>()).add(to);
        return new PackageArrows(more);
    }

    PackageArrows without(String from, String to) {
        Map<String, Set<String>> fewer = copy();
        fewer.getOrDefault(from, Set.of()).remove(to);
        return new PackageArrows(fewer);
    }

    /** Those that need a drawing: all may use the words, and the wiring nearly all. */
    PackageArrows withoutThoseOfTheWiringAndToTheWords() {
        Map<String, Set<String>> rest = copy();
        rest.remove("app");
        rest.values().forEach(to -> to.remove(WORDS));
        rest.values().removeIf(Set::isEmpty);
        return new PackageArrows(rest);
    }

    /** What is wrong with the list, or with the classes by this list, in words. */
    List<String> objections(JavaClasses classes) {
        List<String> objections = new ArrayList<>();
        Map<String, Map<String, String>> used = used(classes);
        used.forEach((from, uses) -> uses.forEach((to, example) -> {
            if (!targets.getOrDefault(from, Set.of()).contains(to)) {
                objections.add(from + " uses " + to + ": " + example);
            }
        }));
        targets.forEach((from, allowed) -> allowed.forEach(to -> {
            if (!used.getOrDefault(from, Map.of()).containsKey(to)) {
                objections.add(from + " does not use " + to + ", so it need not be allowed to");
            }
        }));
        circle().ifPresent(objections::add);
        return objections;
    }

    /** From package to package, with one dependency as an example. */
    private static Map<String, Map<String, String>> used(JavaClasses classes) {
        Map<String, Map<String, String>> used = new TreeMap<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String from = shortName(type);
                if (target.getPackageName().startsWith(ROOT)
                        && !shortName(target).equals(from)) {
                    used.computeIfAbsent(from, unused -> new TreeMap<>())
                            .putIfAbsent(shortName(target), dependency.getDescription());
                }
            }
        }
        return used;
    }

    private static String shortName(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? WORDS : name.substring(ROOT.length() + 1);
    }

    /** Takes away what uses nothing that is left, until nothing or only circles are left. */
    private Optional<String> circle() {
        Map<String, Set<String>> left = copy();
        while (true) {
            Set<String> free = new TreeSet<>();
            left.forEach((from, to) -> {
                if (to.isEmpty()) {
                    free.add(from);
                }
            });
            if (free.isEmpty()) {
                return left.isEmpty() ? Optional.empty() : Optional.of("a circle among " + left.keySet());
            }
            left.keySet().removeAll(free);
            left.values().forEach(to -> to.removeAll(free));
        }
    }

    private Map<String, Set<String>> copy() {
        Map<String, Set<String>> copy = new TreeMap<>();
        targets.forEach((from, to) -> copy.put(from, new TreeSet<>(to)));
        return copy;
    }

    private static Map.Entry<String, Set<String>> may(String from, String... to) {
        return Map.entry(from, Set.of(to));
    }
}
