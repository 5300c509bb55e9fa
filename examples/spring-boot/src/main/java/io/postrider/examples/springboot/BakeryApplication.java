package io.postrider.examples.springboot;

import java.util.concurrent.CountDownLatch;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.core.JmsTemplate;

/** Takes two orders, and ends when both are baked; a real one would go on. */
@SpringBootApplication
public class BakeryApplication {

    /** Spring Boot's usual arguments. The broker's journal is in {@code ./postrider-data/bakery}. */
    public static void main(String[] arguments) throws InterruptedException {
        try (ConfigurableApplicationContext application = SpringApplication.run(BakeryApplication.class, arguments)) {
            application.getBean(CountDownLatch.class).await();
        }
    }

    @Bean
    CommandLineRunner customers(JmsTemplate jms) {
        return arguments -> {
            jms.convertAndSend("orders", "rye bread");
            jms.convertAndSend("orders", "wedding cake");
        };
    }

    @Bean
    CountDownLatch delivered() {
        return new CountDownLatch(2);
    }
}
