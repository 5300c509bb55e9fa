package io.postrider.client.message;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** A class like those that attackers look for on class paths: to deserialize it is to run it. */
final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What a gadget does when it runs, in a form that a test can see. */
    static final class Ran extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        throw new Ran();
    }
}
