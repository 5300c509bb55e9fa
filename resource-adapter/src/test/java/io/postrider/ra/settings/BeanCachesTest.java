package io.postrider.ra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.BeanInfo;
import java.beans.Introspector;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The JDK remembers a bean for each group of threads; after all is forgotten it has to look again. */
class BeanCachesTest {
    private final ThreadGroup deployers = new ThreadGroup("deployers");
    private final BeanCaches caches = new BeanCaches(List.of(ConfiguredBean.class));

    /** As the adapter's beans: with a property that a superclass has. */
    static final class ConfiguredBean extends AccessBean {
        private static final long serialVersionUID = 1L;

        ConfiguredBean() {
            super(null);
        }
    }

    private <T> T byADeployer(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(deployers, task).start();
        return task.get();
    }

    private BeanInfo ask(Class<?> bean) throws Exception {
        return byADeployer(() -> Introspector.getBeanInfo(bean));
    }

    @Test
    void whatOtherThreadsOfTheServerHaveAskedForIsForgotten() throws Exception {
        byADeployer(() -> {
            caches.forget();
            return null;
        });
        BeanInfo bean = ask(ConfiguredBean.class);
        BeanInfo superclass = ask(AccessBean.class);
        assertThat(ask(ConfiguredBean.class)).isSameAs(bean);
        assertThat(ask(AccessBean.class)).isSameAs(superclass);

        caches.forgetEverywhere();
        assertThat(ask(ConfiguredBean.class)).isNotSameAs(bean);
        assertThat(ask(AccessBean.class)).isNotSameAs(superclass);
    }

    @Test
    void whatThisThreadHasAskedForIsForgotten() throws Exception {
        BeanInfo bean = Introspector.getBeanInfo(ConfiguredBean.class);
        assertThat(Introspector.getBeanInfo(ConfiguredBean.class)).isSameAs(bean);

        caches.forget();
        assertThat(Introspector.getBeanInfo(ConfiguredBean.class)).isNotSameAs(bean);
    }
}
