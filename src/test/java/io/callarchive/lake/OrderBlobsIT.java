package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.CallLog;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBlobsIT extends OrdersContract {
    private static final String NAME = "order=2026-09-01.2026-09-30.sms.json";

    private final Order order = order(NOW, 1, Set.of(CallLog.SMS), false);
    private final BlobContainerClient container = container();

    @Override
    Orders orders() {
        return new OrderBlobs(container);
    }

    private static BlobContainerClient container() {
        try {
            return EmulatedStorage.container(Azurite.account(), "call-logs-plan");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void formIsTheContract() {
        orders.place(order);

        assertThat(container.getBlobClient(NAME).downloadContent())
                .hasToString("{\"version\":1,\"at\":\"2026-11-22T08:15:30.123Z\",\"from\":\"2026-09-01\","
                        + "\"to\":\"2026-09-30\",\"logs\":[\"sms\"],\"force\":false}");
    }

    @Test
    void blobsOfOthersAreNoOrders() {
        orders.place(order);
        String content = container.getBlobClient(NAME).downloadContent().toString();
        put("schedule.json", content);
        put("order=.json", content);
        put("order=elsewhere/2026-09-01.2026-09-30.sms.json", content);
        put("order=2026-09-02.2026-09-30.sms.json", content);
        put("order=2026-09-01.2026-09-30.sms.JSON", content);

        assertThat(orders.open()).containsExactly(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not JSON",
                "{\"version\":1}",
                "{\"version\":2,\"at\":\"2026-11-22T08:15:30Z\",\"from\":\"2026-09-01\",\"to\":\"2026-09-30\","
                        + "\"logs\":[\"sms\"],\"force\":false}",
                "{\"version\":1,\"at\":\"2026-11-22T08:15:30Z\",\"from\":\"2026-09-01\",\"to\":\"2026-09-30\","
                        + "\"logs\":[\"fax\"],\"force\":false}",
                "{\"version\":1,\"at\":\"2026-11-22T08:15:30Z\",\"from\":\"2026-09-01\",\"to\":\"2026-09-30\","
                        + "\"logs\":[],\"force\":false}",
                "{\"version\":1,\"at\":\"2026-11-22T08:15:30Z\",\"from\":\"2026-09-30\",\"to\":\"2026-09-01\","
                        + "\"logs\":[\"sms\"],\"force\":false}"
            })
    void whatCannotBeReadIsNoOrderAndGivesWayToOne(String content) {
        put(NAME, content);
        assertThat(orders.open()).isEmpty();

        assertThat(orders.place(order)).isEqualTo(order);
        assertThat(orders.open()).containsExactly(order);
    }

    private void put(String name, String content) {
        container.getBlobClient(name).upload(BinaryData.fromString(content), true);
    }
}
