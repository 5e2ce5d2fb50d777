package io.callarchive.lake;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.callarchive.CallLog;
import io.callarchive.json.Json;
import io.callarchive.json.MalformedJson;
import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import io.callarchive.storage.StorageCalls;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One small JSON blob per open order, beside the schedule. */
public final class OrderBlobs implements Orders {
    private static final String PREFIX = "order=";
    private static final String SUFFIX = ".json";
    private static final int VERSION = 1;

    private final BlobContainerClient container;

    public OrderBlobs(BlobContainerClient container) {
        this.container = container;
    }

    private record Form(int version, String at, String from, String to, List<String> logs, boolean force) {}

    @Override
    public Order place(Order order) {
        if (put(order, new BlobRequestConditions().setIfNoneMatch("*"))) {
            return order;
        }
        return find(order.id()).orElseGet(() -> {
            // Closed meanwhile, or no order at all.
            put(order, new BlobRequestConditions());
            return order;
        });
    }

    private boolean put(Order order, BlobRequestConditions conditions) {
        BlobParallelUploadOptions options =
                new BlobParallelUploadOptions(BinaryData.fromBytes(write(order))).setRequestConditions(conditions);
        return StorageCalls.call(
                () -> {
                    blob(order.id()).uploadWithResponse(options, null, Context.NONE);
                    return true;
                },
                refusal -> refusal.code().equals("BlobAlreadyExists") ? Optional.of(false) : Optional.empty());
    }

    @Override
    public List<Order> open() {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(PREFIX);
        List<String> names = StorageCalls.call(() -> container.listBlobs(options, null).stream()
                .map(BlobItem::getName)
                .toList());
        return names.stream()
                .map(name -> name.substring(PREFIX.length()).replaceFirst("\\.json$", ""))
                .filter(Order::isId)
                .flatMap(id -> find(id).stream())
                .sorted(Comparator.comparing(Order::at).thenComparing(Order::id))
                .toList();
    }

    @Override
    public boolean close(String id) {
        return Order.isId(id) && StorageCalls.call(() -> blob(id).deleteIfExists());
    }

    /** Empty if it is not there any more, or somebody else has written it: then it is no order. */
    private Optional<Order> find(String id) {
        return StorageCalls.call(
                () -> read(blob(id).downloadContent().toBytes())
                        .filter(order -> order.id().equals(id)),
                refusal -> refusal.code().equals("BlobNotFound") ? Optional.of(Optional.empty()) : Optional.empty());
    }

    private BlobClient blob(String id) {
        return container.getBlobClient(PREFIX + id + SUFFIX);
    }

    private static byte[] write(Order order) {
        return Json.bytes(new Form(
                VERSION,
                order.at().toString(),
                order.from().toString(),
                order.to().toString(),
                order.logs().stream().map(CallLog::label).toList(),
                order.force()));
    }

    private static Optional<Order> read(byte[] content) {
        try {
            Form form = Json.read(content, Form.class);
            if (form.version() != VERSION) {
                return Optional.empty();
            }
            Set<CallLog> logs = EnumSet.noneOf(CallLog.class);
            for (String label : form.logs()) {
                logs.add(CallLog.ofLabel(label).orElseThrow(() -> new IllegalArgumentException("no log of ours")));
            }
            return Optional.of(new Order(
                    Instant.parse(form.at()),
                    LocalDate.parse(form.from()),
                    LocalDate.parse(form.to()),
                    logs,
                    form.force()));
        } catch (MalformedJson | IllegalArgumentException | DateTimeException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
