package io.callarchive.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.beta.models.callrecords.AdministrativeUnitInfo;
import com.microsoft.graph.beta.models.callrecords.DirectRoutingLogRow;
import com.microsoft.graph.beta.models.callrecords.PstnBlockedUsersLogRow;
import com.microsoft.graph.beta.models.callrecords.PstnCallLogRow;
import com.microsoft.graph.beta.models.callrecords.PstnOnlineMeetingDialoutReport;
import com.microsoft.graph.beta.models.callrecords.SmsLogRow;
import com.microsoft.kiota.serialization.Parsable;
import io.callarchive.CallLog;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An SDK with a field that the schema lacks, or with another type, fails here. */
class LogSchemaTest {
    /** The type's name, where an object of a subtype has to tell it. */
    private static final String TYPE_NAME = "@odata.type";

    /** Known from elsewhere; the model of SDK 6.59.0 lacks it. */
    private static final Map<CallLog, Set<String>> NOT_IN_THE_MODEL = Map.of(CallLog.PSTN, Set.of("userCountryCode"));

    private static final Map<Class<?>, FieldType> TYPES = Map.of(
            OffsetDateTime.class, FieldType.TIMESTAMP,
            BigDecimal.class, FieldType.DECIMAL,
            Integer.class, FieldType.INTEGER,
            Boolean.class, FieldType.BOOLEAN,
            List.class, FieldType.OBJECTS);

    @ParameterizedTest
    @EnumSource
    void hasTheFieldsOfTheModelAndTheirTypes(CallLog log) throws ReflectiveOperationException {
        LogSchema schema = LogSchema.of(log);
        Parsable model = model(log);
        assertThat(schema.resource())
                .isEqualToIgnoringCase(
                        "microsoft.graph.callRecords." + model.getClass().getSimpleName());
        compare(schema.fields(), model, NOT_IN_THE_MODEL.getOrDefault(log, Set.of()));
    }

    @ParameterizedTest
    @EnumSource
    void idAndTimeOfTheLogAreFields(CallLog log) {
        LogSchema schema = LogSchema.of(log);
        log.idField().ifPresent(id -> assertThat(schema.names()).contains(id));
        log.timeField()
                .ifPresent(time -> assertThat(schema.fields())
                        .anyMatch(field -> field.name().equals(time) && field.type() == FieldType.TIMESTAMP));
    }

    @ParameterizedTest
    @EnumSource
    void eachFieldHasOneNameAndAMeaning(CallLog log) {
        LogSchema schema = LogSchema.of(log);
        assertThat(schema.names()).hasSameSizeAs(schema.fields());
        assertThat(schema.fields()).allMatch(field -> field.meaning().endsWith("."));
    }

    private static void compare(List<Field> fields, Parsable model, Set<String> notInTheModel)
            throws ReflectiveOperationException {
        Set<String> expected = new HashSet<>(model.getFieldDeserializers().keySet());
        expected.remove(TYPE_NAME);
        expected.addAll(notInTheModel);
        assertThat(fields).extracting(Field::name).containsExactlyInAnyOrderElementsOf(expected);
        for (Field field : fields) {
            if (!notInTheModel.contains(field.name())) {
                assertThat(types(getterType(model, field.name())))
                        .as(field.name())
                        .contains(field.type());
            }
            if (field.type() == FieldType.OBJECTS) {
                compare(field.fields(), new AdministrativeUnitInfo(), Set.of());
            }
        }
    }

    private static Class<?> getterType(Parsable model, String name) throws ReflectiveOperationException {
        String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return model.getClass().getMethod(getter).getReturnType();
    }

    private static Set<FieldType> types(Class<?> type) {
        if (type == String.class) {
            return Set.of(FieldType.TEXT, FieldType.UUID);
        }
        return Set.of(type.isEnum() ? FieldType.TEXT : Objects.requireNonNull(TYPES.get(type), type::toString));
    }

    private static Parsable model(CallLog log) {
        return switch (log) {
            case SMS -> new SmsLogRow();
            case DIRECT_ROUTING -> new DirectRoutingLogRow();
            case PSTN -> new PstnCallLogRow();
            case BLOCKED_USERS -> new PstnBlockedUsersLogRow();
            case DIALOUT -> new PstnOnlineMeetingDialoutReport();
        };
    }
}
