package io.callarchive.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The committed views are what the schema makes; {@code -Dviews.write} writes them. */
class ViewFileTest {
    static final List<ViewFile> ENGINES = List.of(
            new DuckDbViews(), new SparkViews(), new ClickHouseViews(), new SynapseViews(), new DataExplorerViews());

    @ParameterizedTest
    @FieldSource("ENGINES")
    void committedFileIsWhatTheSchemaMakes(ViewFile views) throws IOException {
        if (System.getProperty("views.write") != null) {
            Files.createDirectories(views.path().getParent());
            Files.writeString(views.path(), views.text());
        }
        assertThat(views.committed()).isEqualTo(views.text());
    }
}
