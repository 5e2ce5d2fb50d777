package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.storage.EmulatedStorage;
import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import io.callarchive.plan.Schedules.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleBlobIT extends SchedulesContract {
    private final BlobContainerClient container = container();

    @Override
    Schedules schedules() {
        return new ScheduleBlob(container);
    }

    private static BlobContainerClient container() {
        try {
            return EmulatedStorage.container(Azurite.account(), "call-logs-plan");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "not JSON", "{\"version\":1}"})
    void oneThatCannotBeReadIsEmptyAndCanBeReplaced(String content) {
        container.getBlobClient("schedule.json").upload(BinaryData.fromString(content), true);
        Kept unreadable = schedules.load();
        assertThat(unreadable.schedule()).isEqualTo(Schedule.EMPTY);

        assertThat(schedules.replace(unreadable, FULL)).isTrue();
        assertThat(schedules.load().schedule()).isEqualTo(FULL);
    }
}
