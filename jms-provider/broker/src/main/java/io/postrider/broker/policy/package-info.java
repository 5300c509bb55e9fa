/**
 * What a broker does with the messages of its destinations, configured by patterns of their names: the options there are
 * ({@link io.postrider.broker.policy.PolicyOption}), the rules somebody wrote ({@link io.postrider.broker.policy.PolicyRules}), and what
 * they come to for one destination ({@link io.postrider.broker.policy.DestinationPolicy}).
 */
package io.postrider.broker.policy;
