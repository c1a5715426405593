"""A client that knows nothing of us but a WSDL: writes the requests that it is given, and reads the answers that it is given.

Standard input:  {"wsdl": url, "requests": [{"operation", "message"}], "answers": [{"operation", "envelope"}]}
Standard output: {"requests": [envelope], "answers": [value]}
"""
import json
import sys

from lxml import etree
from zeep import Client, Settings
from zeep.helpers import serialize_object

asked = json.load(sys.stdin)
client = Client(asked["wsdl"], settings=Settings(strict=True))
binding = client.service._binding


def write(operation, message):
    return etree.tostring(client.create_message(client.service, operation, **message), encoding="unicode")


def read(operation, envelope):
    answer = binding.get(operation).process_reply(etree.fromstring(envelope.encode()))
    return json.loads(json.dumps(serialize_object(answer.body), default=lambda value: value.isoformat()))


json.dump({
    "requests": [write(**request) for request in asked["requests"]],
    "answers": [read(**answer) for answer in asked["answers"]],
}, sys.stdout)
