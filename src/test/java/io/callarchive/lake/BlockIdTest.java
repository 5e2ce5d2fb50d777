package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.dayfile.PageNote;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.PageRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockIdTest {
    private static final RunId RUN = new RunId("019e0c8d4e00a1b2c3");
    private static final ChainHash READ = new ChainHash("0123456789abcdef01234567");

    @Test
    void anyBlockComesBackFromItsId() {
        long seed = Long.getLong("block.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            BlockId block = randomBlock(random);

            assertThat(block.encode()).hasSize(88);
            assertThat(BlockId.decode(block.encode()))
                    .as("trial %d of seed %d", i, seed)
                    .contains(block);
        }
    }

    @Test
    void largestValuesFit() {
        BlockId block = new BlockId(
                BlockId.Kind.PAGE,
                true,
                new BlockId.Place(
                        new RunId("f".repeat(18)),
                        Run.MAX_ATTEMPTS - 1,
                        Run.MAX_CHAINS - 1,
                        Run.MAX_CHAINS,
                        PageRequest.MAX_PAGES_PER_DAY - 1),
                0xffff,
                new BlockId.Content(
                        (1 << 26) - 1,
                        notesOfPages(),
                        -1,
                        -1,
                        Optional.of(Instant.parse("0001-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("6429-10-17T02:45:55.327Z"))),
                new ChainHash("f".repeat(24)),
                new ChainHash("f".repeat(24)));

        assertThat(block.encode()).hasSize(88);
        assertThat(BlockId.decode(block.encode())).contains(block);
    }

    @Test
    void timesAreKeptToTheMillisecond() {
        BlockId block = at(Instant.parse("2026-11-18T23:59:59.9999999Z"));

        assertThat(BlockId.decode(block.encode()).map(BlockId::content).flatMap(BlockId.Content::first))
                .contains(Instant.parse("2026-11-18T23:59:59.999Z"));
    }

    static Stream<Instant> timesBeyondABlockId() {
        return Stream.of(
                Instant.MIN,
                Instant.MAX,
                Instant.parse("6429-10-17T02:45:55.328Z"),
                Instant.parse("9999-12-31T23:59:59Z"),
                Instant.parse("-9999-01-01T00:00:00Z"),
                Instant.parse("+12345-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("timesBeyondABlockId")
    void absurdTimeIsLeftOut(Instant time) {
        BlockId block = at(time);

        assertThat(block.encode()).hasSize(88);
        assertThat(BlockId.decode(block.encode()).map(BlockId::content).flatMap(BlockId.Content::first))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "MDAwMDAx",
                "not base64!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "IAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
            })
    void foreignIdIsNoBlock(String id) {
        assertThat(BlockId.decode(id)).isEmpty();
    }

    @Test
    void anyBytesAreABlockOrNone() {
        long seed = Long.getLong("block.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(5) == 0 ? random.nextInt(70) : 64];
            random.nextBytes(bytes);
            String id = Base64.getEncoder().encodeToString(bytes);

            Optional<BlockId> block = BlockId.decode(id);

            block.ifPresent(it -> assertThat(BlockId.decode(it.encode())).contains(it));
        }
    }

    private static BlockId at(Instant time) {
        return new BlockId(
                BlockId.Kind.PAGE,
                false,
                new BlockId.Place(RUN, 0, 0, 1, 0),
                0,
                new BlockId.Content(1, Set.of(), 1, 1, Optional.of(time), Optional.of(time)),
                READ,
                ChainHash.NONE);
    }

    private static BlockId randomBlock(Random random) {
        int chains = 1 + random.nextInt(Run.MAX_CHAINS);
        return new BlockId(
                List.of(BlockId.Kind.values()).get(random.nextInt(4)),
                random.nextBoolean(),
                new BlockId.Place(
                        RunId.ofBytes(bytes(random, RunId.BYTES)),
                        random.nextInt(Run.MAX_ATTEMPTS),
                        random.nextInt(chains),
                        chains,
                        random.nextInt(PageRequest.MAX_PAGES_PER_DAY)),
                random.nextInt(0x10000),
                new BlockId.Content(
                        random.nextInt(1 << 26),
                        notes(random),
                        random.nextInt(),
                        random.nextInt(),
                        time(random),
                        time(random)),
                ChainHash.ofBytes(bytes(random, ChainHash.BYTES)),
                ChainHash.ofBytes(bytes(random, ChainHash.BYTES)));
    }

    /** Those that a block id can hold. */
    private static Set<PageNote> notesOfPages() {
        return EnumSet.complementOf(EnumSet.of(PageNote.READ_LATE));
    }

    private static Set<PageNote> notes(Random random) {
        return notesOfPages().stream().filter(note -> random.nextBoolean()).collect(Collectors.toSet());
    }

    private static Optional<Instant> time(Random random) {
        return random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(random.nextLong() >> (17 + random.nextInt(20))));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
