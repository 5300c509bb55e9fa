package io.postrider.servers.archive;

import io.postrider.servers.bakery.ledger.Ledger;
import io.postrider.servers.bakery.oven.OrderListener;
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

    private BakeryArchives() {}

    /** The components that send and receive. */
    public static WebArchive shop() {
        return archive("shop.war", ShopServlet.class);
    }

    /** The message-driven beans. */
    public static WebArchive oven() {
        WebArchive oven = archive("oven.war", OrderListener.class)
                .addAsWebInfResource(descriptor("ejb-jar.xml"), "ejb-jar.xml");
        ApplicationServer.chosen()
                .descriptors()
                .forEach(file -> oven.addAsWebInfResource(
                        file.toFile(), file.getFileName().toString()));
        return oven;
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
            return new StringAsset(text.replace(">SERVER/", ">" + ApplicationServer.chosen().directoryPrefix()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
