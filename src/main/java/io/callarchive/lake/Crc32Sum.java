package io.callarchive.lake;

/**
 * The CRC-32 of two byte strings in a row, from the CRC-32 of each, without their bytes: appending n zero bytes to a
 * message is a linear map of its CRC over GF(2), and its matrix comes from squaring that of a single bit (the method
 * of zlib's crc32_combine).
 */
final class Crc32Sum {
    private static final int POLYNOMIAL = 0xedb88320;

    private Crc32Sum() {}

    /** The CRC-32 of first followed by second, of which only the length is needed, in bytes. */
    static int of(int first, int second, long secondLength) {
        int[] zeros = oneZeroBit();
        // To a whole byte: 1 bit, 2 bits, 4 bits, 8 bits.
        zeros = squared(squared(squared(zeros)));
        int shifted = first;
        for (long length = secondLength; length > 0; length >>= 1) {
            if ((length & 1) != 0) {
                shifted = times(zeros, shifted);
            }
            zeros = squared(zeros);
        }
        return shifted ^ second;
    }

    private static int[] oneZeroBit() {
        int[] matrix = new int[Integer.SIZE];
        matrix[0] = POLYNOMIAL;
        for (int bit = 1; bit < Integer.SIZE; bit++) {
            matrix[bit] = 1 << (bit - 1);
        }
        return matrix;
    }

    private static int times(int[] matrix, int vector) {
        int product = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((vector >>> bit & 1) != 0) {
                product ^= matrix[bit];
            }
        }
        return product;
    }

    private static int[] squared(int[] matrix) {
        int[] square = new int[Integer.SIZE];
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            square[bit] = times(matrix, matrix[bit]);
        }
        return square;
    }
}
