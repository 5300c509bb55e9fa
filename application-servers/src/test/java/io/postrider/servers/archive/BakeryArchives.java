package io.postrider.servers.archive;

import io.postrider.servers.bakery.courier.CourierListener;
import io.postrider.servers.bakery.definitions.DefinitionsServlet;
import io.postrider.servers.bakery.ledger.Ledger;
import io.postrider.servers.bakery.oven.OrderListener;
import io.postrider.servers.bakery.shop.DirectoryCounter;
import io.postrider.servers.bakery.shop.ReferenceCounter;
import io.postrider.servers.bakery.shop.ShopServlet;
import io.postrider.servers.server.ApplicationServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Makes the bakery's archives: the same classes everywhere, bound to the names of the chosen server's directory. */
public final class BakeryArchives {
    private static final Path DESCRIPTORS = Path.of("src/main/descriptors");
    private static final Path EXTENSION = Path.of(System.getProperty("extension.folder"));
    private static final Path EXAMPLE = Path.of(System.getProperty("example.archive"));

    private BakeryArchives() {}

    /** The components that send and receive. */
    public static WebArchive shop() {
        Class<?> otherCounter = ApplicationServer.chosen().takesReferencesInContexts()
                ? DirectoryCounter.class
                : ReferenceCounter.class;
        return archive("shop.war", ShopServlet.class).deleteClass(otherCounter);
    }

    /** The same, bringing our CDI extension and the client in its own libraries. */
    public static WebArchive shopWithExtension() {
        return shop().addAsLibraries(EXTENSION.toFile().listFiles());
    }

    /** The message-driven beans. */
    public static WebArchive oven() {
        return listeners("oven", OrderListener.class);
    }

    /** The message-driven bean that listens outside. */
    public static WebArchive courier() {
        return listeners("courier", CourierListener.class);
    }

    /** A servlet with annotations that define a factory and a queue; WildFly asks for the line in its manifest. */
    public static WebArchive definitions() {
        return ShrinkWrap.create(WebArchive.class, "definitions.war")
                .addPackage(DefinitionsServlet.class.getPackage())
                .setManifest(new StringAsset("Manifest-Version: 1.0\nDependencies: deployment.postrider.rar\n"));
    }

    /** The example of a message-driven bean, as it is built. */
    public static WebArchive example() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, EXAMPLE.toFile());
    }

    private static WebArchive listeners(String name, Class<?> member) {
        WebArchive archive =
                archive(name + ".war", member).addAsWebInfResource(descriptor(name + "/ejb-jar.xml"), "ejb-jar.xml");
        ApplicationServer.chosen()
                .descriptors(name)
                .forEach(file -> archive.addAsWebInfResource(
                        file.toFile(), file.getFileName().toString()));
        return archive;
    }

    private static WebArchive archive(String name, Class<?> member) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addPackage(member.getPackage())
                .addPackage(Ledger.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .setWebXML(descriptor("web.xml"));
    }

    private static StringAsset descriptor(String name) {
        try {
            String text = Files.readString(DESCRIPTORS.resolve(name));
            return new StringAsset(
                    text.replace(">SERVER/", ">" + ApplicationServer.chosen().directoryPrefix()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
