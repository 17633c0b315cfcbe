package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.TlsKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** A certificate of its own for 127.0.0.1 or a client, made for one test, and its PEM files. */
record SelfSigned(TlsKeyPair pair, Path certificate, Path key) {

    static SelfSigned in(Path folder, String name) throws IOException, CertificateEncodingException {
        SelfSigned made = new SelfSigned(
                TlsKeyPair.ofSelfSigned("127.0.0.1"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        made.write();
        return made;
    }

    /** Replaces the files by those of a new certificate. */
    SelfSigned renewed() throws IOException, CertificateEncodingException {
        SelfSigned made = new SelfSigned(TlsKeyPair.ofSelfSigned("127.0.0.1"), certificate, key);
        made.write();
        return made;
    }

    private void write() throws IOException, CertificateEncodingException {
        Files.writeString(key, pem("PRIVATE KEY", pair.privateKey().getEncoded()));
        Files.writeString(
                certificate, pem("CERTIFICATE", pair.certificateChain().get(0).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
