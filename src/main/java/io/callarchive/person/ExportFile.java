package io.callarchive.person;

import io.callarchive.person.DaySearch.Finds;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Exported rows, byte for byte, one a line. A day is in the file once it was read whole, and otherwise not. */
final class ExportFile implements Finds, Closeable {
    private final FileChannel file;
    private final OutputStream lines;
    private long keptBytes;

    private ExportFile(FileChannel file) {
        this.file = file;
        this.lines = new BufferedOutputStream(Channels.newOutputStream(file));
    }

    /**
     * Makes the file, which only its owner may read where the file system knows owners.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    static ExportFile create(Path path) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return new ExportFile(
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes));
    }

    @Override
    public void take(byte[] text, int offset, int length) {
        try {
            lines.write(text, offset, length);
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("the export cannot be written", e);
        }
    }

    @Override
    public void forget() throws IOException {
        lines.flush();
        file.truncate(keptBytes);
    }

    /** The day is whole. */
    void keep() throws IOException {
        lines.flush();
        keptBytes = file.position();
    }

    /** Leaves out what was not kept. */
    @Override
    public void close() throws IOException {
        forget();
        file.close();
    }
}
