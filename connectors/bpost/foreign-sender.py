"""A bpost that knows nothing of us but a WSDL: signs what it is given by xmlsec, and sends it.

Standard input:  {"wsdl": url, "key": file, "certificate": file, "messages": [message], "operation": name}
Standard output: [{"answer": value} or {"fault": text}], one for each message
"""
import json
import sys
from datetime import datetime, timedelta, timezone

import xmlsec
from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.helpers import serialize_object
from zeep.wsse import utils
from zeep.wsse.compose import Compose
from zeep.wsse.signature import BinarySignature


class Stamp:
    def apply(self, envelope, headers):
        stamp = utils.WSU.Timestamp()
        now = datetime.now(timezone.utc)
        for name, moment in (("Created", now), ("Expires", now + timedelta(minutes=5))):
            stamp.append(getattr(utils.WSU, name)(moment.strftime("%Y-%m-%dT%H:%M:%SZ")))
        utils.get_security_header(envelope).append(stamp)
        return envelope, headers

    def verify(self, envelope):
        return envelope


class Sign(BinarySignature):
    def verify(self, envelope):
        """An acknowledgement comes over TLS and is not signed."""
        return envelope


asked = json.load(sys.stdin)
sign = Sign(asked["key"], asked["certificate"], None, xmlsec.Transform.RSA_SHA256, xmlsec.Transform.SHA256)
client = Client(asked["wsdl"], wsse=Compose([Stamp(), sign]), settings=Settings(strict=True))


def send(message):
    try:
        return {"answer": serialize_object(getattr(client.service, asked.get("operation", "deliveryMessage"))(**message))}
    except Fault as fault:
        return {"fault": fault.code}


json.dump([send(message) for message in asked["messages"]], sys.stdout)
