package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import io.callarchive.plan.ActiveRun;
import io.callarchive.plan.Night;
import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import io.callarchive.plan.Wish;
import io.callarchive.storage.StorageCalls;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schedule as the blob {@code schedule.json}; its ETag is the state. */
public final class ScheduleBlob implements Schedules {
    private static final String NAME = "schedule.json";
    private static final int VERSION = 1;
    private static final Set<String> LOST_RACE = Set.of("ConditionNotMet", "BlobAlreadyExists");

    private final BlobClient blob;

    public ScheduleBlob(BlobContainerClient container) {
        this.blob = container.getBlobClient(NAME);
    }

    @Override
    public Kept load() {
        return StorageCalls.call(
                () -> {
                    BlobDownloadContentResponse answer =
                            blob.downloadContentWithResponse(null, null, null, Context.NONE);
                    String etag = answer.getDeserializedHeaders().getETag();
                    return new Kept(read(answer.getValue().toBytes()), etag);
                },
                refusal -> refusal.code().equals("BlobNotFound")
                        ? Optional.of(new Kept(Schedule.EMPTY, ""))
                        : Optional.empty());
    }

    @Override
    public boolean replace(Kept before, Schedule after) {
        BlobRequestConditions conditions = new BlobRequestConditions();
        if (before.version().isEmpty()) {
            conditions.setIfNoneMatch("*");
        } else {
            conditions.setIfMatch(before.version());
        }
        BlobParallelUploadOptions options =
                new BlobParallelUploadOptions(BinaryData.fromBytes(write(after))).setRequestConditions(conditions);
        return StorageCalls.call(
                () -> {
                    blob.uploadWithResponse(options, null, Context.NONE);
                    return true;
                },
                refusal -> LOST_RACE.contains(refusal.code()) ? Optional.of(false) : Optional.empty());
    }

    private record Form(
            int version,
            @Nullable String night,
            @Nullable String nightBegunAt,
            List<RunForm> runs,
            List<WishForm> wishes,
            String plannedAt,
            List<String> more,
            String nextTick,
            Map<String, List<String>> free,
            Map<String, Map<String, String>> failed,
            Map<String, List<String>> gone,
            Map<String, Schedule.Progress> orders) {}

    private record RunForm(
            String log,
            String date,
            String run,
            String reason,
            int chains,
            boolean settles,
            @Nullable String forcedAt,
            boolean late,
            @Nullable String base,
            int granted,
            Set<Integer> sent,
            String grantedAt,
            Set<Integer> ended,
            boolean failed,
            @Nullable String quietUntil) {}

    private record WishForm(
            String log, String date, String reason, boolean force, boolean late, String since, int chains) {}

    static byte[] write(Schedule schedule) {
        Map<String, List<String>> free = new HashMap<>();
        schedule.free()
                .forEach((log, times) -> free.put(
                        log.label(), times.stream().map(Instant::toString).toList()));
        Map<String, Map<String, String>> failed = new HashMap<>();
        schedule.failed()
                .forEach((day, at) -> failed.computeIfAbsent(day.log().label(), log -> new HashMap<>())
                        .put(day.date().toString(), at.toString()));
        return Json.bytes(new Form(
                VERSION,
                schedule.night().map(night -> night.date().toString()).orElse(null),
                schedule.night().map(night -> night.begunAt().toString()).orElse(null),
                schedule.runs().stream().map(ScheduleBlob::form).toList(),
                schedule.wishes().stream().map(ScheduleBlob::form).toList(),
                schedule.plannedAt().toString(),
                schedule.more().stream().map(CallLog::label).sorted().toList(),
                schedule.nextTick().toString(),
                free,
                failed,
                gone(schedule.gone()),
                schedule.orders()));
    }

    /** By log, as spans such as {@code 2024-11-27/2025-03-01}: what is gone lies close together. */
    private static Map<String, List<String>> gone(Set<ArchiveDay> days) {
        Map<String, List<String>> spans = new TreeMap<>();
        for (CallLog log : CallLog.values()) {
            List<LocalDate> dates = days.stream()
                    .filter(day -> day.log() == log)
                    .map(ArchiveDay::date)
                    .sorted()
                    .toList();
            for (int first = 0, last = 0; first < dates.size(); first = ++last) {
                while (last + 1 < dates.size()
                        && dates.get(last + 1).equals(dates.get(last).plusDays(1))) {
                    last++;
                }
                spans.computeIfAbsent(log.label(), label -> new ArrayList<>())
                        .add(dates.get(first) + "/" + dates.get(last));
            }
        }
        return spans;
    }

    private static Set<ArchiveDay> gone(Map<String, List<String>> spans) {
        Set<ArchiveDay> days = new HashSet<>();
        spans.forEach((label, ofLog) -> ofLog.forEach(span -> {
            String[] ends = span.split("/", 2);
            LocalDate.parse(ends[0])
                    .datesUntil(LocalDate.parse(ends[ends.length - 1]).plusDays(1))
                    .forEach(date -> days.add(new ArchiveDay(log(label), date)));
        }));
        return days;
    }

    private static RunForm form(ActiveRun active) {
        Run run = active.run();
        return new RunForm(
                active.day().log().label(),
                active.day().date().toString(),
                run.id().hex(),
                run.reason().label(),
                run.chains(),
                run.settles(),
                run.forcedAt().map(Instant::toString).orElse(null),
                run.late(),
                run.base().map(RunId::hex).orElse(null),
                active.granted(),
                active.sent(),
                active.grantedAt().toString(),
                active.ended(),
                active.failed(),
                active.quietUntil().map(Instant::toString).orElse(null));
    }

    private static WishForm form(Wish wish) {
        return new WishForm(
                wish.day().log().label(),
                wish.day().date().toString(),
                wish.reason().label(),
                wish.force(),
                wish.late(),
                wish.since().toString(),
                wish.chains());
    }

    /** One that cannot be read is as good as none: the next night, and the open orders, begin anew. */
    static Schedule read(byte[] content) {
        try {
            Form form = Json.read(content, Form.class);
            return form.version() == VERSION ? schedule(form) : Schedule.EMPTY;
        } catch (MalformedJson | IllegalArgumentException | DateTimeException | NullPointerException e) {
            return Schedule.EMPTY;
        }
    }

    private static Schedule schedule(Form form) {
        Optional<Night> night = form.night() == null || form.nightBegunAt() == null
                ? Optional.empty()
                : Optional.of(new Night(LocalDate.parse(form.night()), Instant.parse(form.nightBegunAt())));
        Map<CallLog, List<Instant>> free = new EnumMap<>(CallLog.class);
        form.free()
                .forEach((label, times) ->
                        free.put(log(label), times.stream().map(Instant::parse).toList()));
        Map<ArchiveDay, Instant> failed = new HashMap<>();
        form.failed()
                .forEach((label, days) -> days.forEach((date, at) -> failed.put(day(label, date), Instant.parse(at))));
        return new Schedule(
                night,
                form.runs().stream().map(ScheduleBlob::run).toList(),
                form.wishes().stream().map(ScheduleBlob::wish).toList(),
                Instant.parse(form.plannedAt()),
                logs(form.more()),
                Instant.parse(form.nextTick()),
                free,
                failed,
                gone(form.gone()),
                form.orders());
    }

    private static ActiveRun run(RunForm form) {
        Run run = new Run(
                new RunId(form.run()),
                0,
                Reason.ofLabel(form.reason()),
                form.chains(),
                form.settles(),
                Optional.ofNullable(form.forcedAt()).map(Instant::parse),
                form.late(),
                Optional.ofNullable(form.base()).map(RunId::new));
        return new ActiveRun(
                day(form.log(), form.date()),
                run,
                form.granted(),
                form.sent(),
                Instant.parse(form.grantedAt()),
                form.ended(),
                form.failed(),
                Optional.ofNullable(form.quietUntil()).map(Instant::parse));
    }

    private static Wish wish(WishForm form) {
        return new Wish(
                day(form.log(), form.date()),
                Reason.ofLabel(form.reason()),
                form.force(),
                form.late(),
                Instant.parse(form.since()),
                form.chains());
    }

    private static ArchiveDay day(String label, String date) {
        return new ArchiveDay(log(label), LocalDate.parse(date));
    }

    private static Set<CallLog> logs(Collection<String> labels) {
        Set<CallLog> logs = EnumSet.noneOf(CallLog.class);
        labels.forEach(label -> logs.add(log(label)));
        return logs;
    }

    private static CallLog log(String label) {
        return CallLog.ofLabel(label).orElseThrow(() -> new IllegalArgumentException("no log of ours"));
    }
}
