package io.postrider.servers.archive;

import io.postrider.servers.database.HaltingDataSource;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The data source whose commits wait, as a driver's jar beside H2's. */
public final class DatabaseArchive {
    private DatabaseArchive() {}

    /** Writes the jar. */
    public static void write(Path jar) {
        ShrinkWrap.create(JavaArchive.class, "database.jar")
                .addPackage(HaltingDataSource.class.getPackage())
                .as(ZipExporter.class)
                .exportTo(jar.toFile());
    }
}
