package io.callarchive.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {
    private static final String ID = "0F4E2F0A-0001-4c7e-9a55-8d6f6c1a0001";

    @Test
    void aUserIsTheWholeIdInWhateverCase() {
        Person user = Person.user(ID);
        assertThat(user.isNamedBy("0f4e2f0a-0001-4C7E-9a55-8d6f6c1a0001")).isTrue();
        assertThat(user.isNamedBy(ID + " ")).isFalse();
        assertThat(user.isNamedBy("0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0002")).isFalse();
        assertThat(user.mayHideIn("+4930***")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+493012345",
                "00493012345",
                "493012345",
                "+49 30 123-45",
                "+49 (30) 12345",
                "+49\u00a030\u201312345",
                "00 49 [30] 12345"
            })
    void aNumberIsTheSameHoweverItIsWritten(String written) {
        assertThat(Person.number(written).isNamedBy("+493012345")).isTrue();
        assertThat(Person.number("+493012345").isNamedBy(written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4930123456", "+49301234", "3012345", "+49301***", "", "call +493012345"})
    void anotherNumberIsNot(String other) {
        assertThat(Person.number("+493012345").isNamedBy(other)).isFalse();
    }

    @Test
    void aMaskedNumberMayBeThePersons() {
        assertThat(Person.number("+493012345").mayHideIn("+4930***")).isTrue();
        assertThat(Person.number("+493012345").mayHideIn("+493012346")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"anna@example.com", "0f4e2f0a00014c7e9a558d6f6c1a0001", "''", "x0f4e2f0a-0001-4c7e-9a55-8d6f6c1a0001"})
    void refusesWhatIsNoObjectIdWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> Person.user(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object id")
                .hasMessageNotContaining("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "+49 30 abc 77123", "1234567890123456", "+49301***", "++4930123", "030.12345"})
    void refusesWhatIsNoNumberWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> Person.number(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be 3 to 15 digits")
                .hasMessageNotContaining("77123");
    }

    @Test
    void itsTextNamesNobody() {
        assertThat(Person.user(ID)).hasToString("a user");
        assertThat(Person.number("+493012345")).hasToString("a number");
    }
}
