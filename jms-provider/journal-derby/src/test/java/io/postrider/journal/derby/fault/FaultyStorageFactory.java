package io.postrider.journal.derby.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.derby.impl.io.DirStorageFactory;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.apache.derby.io.WritableStorageFactory;

/** Derby's own storage, on the {@link FaultyDisk} in use. */
final class FaultyStorageFactory implements WritableStorageFactory {
    private final DirStorageFactory storage = new DirStorageFactory();
    private final FaultyDisk disk = FaultyDisk.inUse();

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A file whose content is on the disk. */
    private final class FileOnDisk implements InvocationHandler {
        private final StorageFile file;

        private FileOnDisk(StorageFile file) {
            this.file = file;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getRandomAccessFile" -> opened(file, (String) arguments[0]);
                case "getParentDir" -> onDisk(file.getParentDir());
                case "renameTo" -> renamed(unwrap((StorageFile) arguments[0]));
                case "delete" -> disk.delete(file.getPath(), file::delete);
                case "getOutputStream" -> {
                    OutputStream[] stream = new OutputStream[1];
                    disk.change(() -> stream[0] = (OutputStream) callUnchecked(method, arguments));
                    yield stream[0];
                }
                case "equals" -> arguments[0] instanceof StorageFile other && file.equals(unwrap(other));
                default -> call(file, method, arguments);
            };
        }

        private boolean renamed(StorageFile to) {
            return disk.rename(file.getPath(), to.getPath(), () -> file.renameTo(to));
        }

        private Object callUnchecked(Method method, Object[] arguments) throws IOException {
            try {
                return call(file, method, arguments);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }

    /** An open file of the disk. */
    private final class OpenedOnDisk implements InvocationHandler {
        private final StorageRandomAccessFile opened;
        private final String path;
        private final boolean synced;

        private OpenedOnDisk(StorageRandomAccessFile opened, String path, boolean synced) {
            this.opened = opened;
            this.path = path;
            this.synced = synced;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (name.equals("write") && arguments.length == 3) {
                int offset = (Integer) arguments[1];
                writeBytes((byte[]) arguments[0], offset, (Integer) arguments[2]);
                return null;
            }
            if (name.equals("write") && arguments[0] instanceof byte[] bytes) {
                writeBytes(bytes, 0, bytes.length);
                return null;
            }
            if (name.startsWith("write")) {
                int length = name.equals("writeLong") || name.equals("writeDouble") ? 8 : 4;
                disk.write(path, opened.getFilePointer(), length, synced, (from, count) -> {
                    if (count > 0) {
                        callChecked(method, arguments);
                    }
                });
                return null;
            }
            return switch (name) {
                case "setLength" -> change(method, arguments);
                case "sync" -> {
                    disk.sync(path, opened::sync);
                    yield null;
                }
                case "clone" -> onDisk(opened.clone(), path, synced);
                default -> {
                    if (name.startsWith("read")) {
                        disk.read(path, opened.getFilePointer(), lengthOf(arguments));
                    }
                    yield call(opened, method, arguments);
                }
            };
        }

        /** Of a read; of one into no array it is a few bytes. */
        private static int lengthOf(Object[] arguments) {
            if (arguments == null || !(arguments[0] instanceof byte[] bytes)) {
                return Long.BYTES;
            }
            return arguments.length == 3 ? (Integer) arguments[2] : bytes.length;
        }

        private void writeBytes(byte[] bytes, int offset, int length) throws IOException {
            long position = opened.getFilePointer();
            disk.write(path, position, length, synced, (from, count) -> {
                opened.seek(position + from);
                opened.write(bytes, offset + from, count);
            });
        }

        private Object change(Method method, Object[] arguments) throws IOException {
            disk.change(() -> callChecked(method, arguments));
            return null;
        }

        private void callChecked(Method method, Object[] arguments) throws IOException {
            try {
                call(opened, method, arguments);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }

    private StorageRandomAccessFile opened(StorageFile file, String mode) throws IOException {
        return onDisk(file.getRandomAccessFile(mode), file.getPath(), !mode.equals("rw"));
    }

    private StorageRandomAccessFile onDisk(StorageRandomAccessFile opened, String path, boolean synced) {
        return (StorageRandomAccessFile) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StorageRandomAccessFile.class},
                new OpenedOnDisk(opened, path, synced));
    }

    private StorageFile onDisk(StorageFile file) {
        return file == null
                ? null
                : (StorageFile) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {StorageFile.class}, new FileOnDisk(file));
    }

    private static StorageFile unwrap(StorageFile file) {
        return file != null
                        && Proxy.isProxyClass(file.getClass())
                        && Proxy.getInvocationHandler(file) instanceof FileOnDisk onDisk
                ? onDisk.file
                : file;
    }

    @Override
    public void init(String home, String databaseName, String tempDirectory, String uniqueName) throws IOException {
        storage.init(home, databaseName, tempDirectory, uniqueName);
    }

    @Override
    public void shutdown() {
        storage.shutdown();
    }

    @Override
    public String getCanonicalName() throws IOException {
        return storage.getCanonicalName();
    }

    @Override
    public void setCanonicalName(String name) {
        storage.setCanonicalName(name);
    }

    @Override
    public StorageFile newStorageFile(String path) {
        return onDisk(storage.newStorageFile(path));
    }

    @Override
    public StorageFile newStorageFile(String parent, String name) {
        return onDisk(storage.newStorageFile(parent, name));
    }

    @Override
    public StorageFile newStorageFile(StorageFile parent, String name) {
        return onDisk(storage.newStorageFile(unwrap(parent), name));
    }

    @Override
    public char getSeparator() {
        return storage.getSeparator();
    }

    @Override
    public StorageFile getTempDir() {
        return onDisk(storage.getTempDir());
    }

    @Override
    public boolean isFast() {
        return storage.isFast();
    }

    @Override
    public boolean isReadOnlyDatabase() {
        return storage.isReadOnlyDatabase();
    }

    @Override
    public boolean supportsRandomAccess() {
        return storage.supportsRandomAccess();
    }

    @Override
    public int getStorageFactoryVersion() {
        return storage.getStorageFactoryVersion();
    }

    @Override
    public StorageFile createTemporaryFile(String prefix, String suffix) throws IOException {
        return onDisk(storage.createTemporaryFile(prefix, suffix));
    }

    @Override
    public void sync(OutputStream stream, boolean withMetadata) throws IOException {
        disk.change(() -> storage.sync(stream, withMetadata));
    }

    @Override
    public boolean supportsWriteSync() {
        return storage.supportsWriteSync();
    }
}
