package io.postrider.servers.bakery.courier;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Carries parcels from a broker outside, whose address it has from a connection factory in the server's directory. */
@MessageDriven(
        name = "CourierListener",
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "reconnectIntervalMillis", propertyValue = "500")
        })
public class CourierListener implements MessageListener {
    @EJB
    private Ledger ledger;

    @Override
    public void onMessage(Message parcel) {
        try {
            ledger.write("courier", parcel.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException("The parcel cannot be read", e);
        }
    }
}
