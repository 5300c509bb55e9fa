package io.postrider.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether the broker runs in this VM: as {@code postrider.mode} says, or else unless another broker's address is set. */
final class OnEmbeddedMode extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        ConditionMessage.Builder message = ConditionMessage.forCondition("Postrider's mode");
        String mode = environment.getProperty("postrider.mode");
        if (StringUtils.hasText(mode)) {
            boolean embedded = PostriderMode.EMBEDDED.name().equalsIgnoreCase(mode.trim());
            return new ConditionOutcome(embedded, message.because("postrider.mode is " + mode));
        }
        if (StringUtils.hasText(environment.getProperty("postrider.broker-url"))) {
            return ConditionOutcome.noMatch(message.because("postrider.broker-url is set"));
        }
        boolean enabled = environment.getProperty("postrider.embedded.enabled", Boolean.class, true);
        return new ConditionOutcome(enabled, message.because("postrider.embedded.enabled is " + enabled));
    }
}
