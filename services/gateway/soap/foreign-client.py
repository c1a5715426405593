"""A back-office program that knows nothing of us but a WSDL.

Standard input:  {"wsdl": url, "token": text, "calls": [{"operation": name, "arguments": {}, "key": text or null}]}
Standard output: {"operations": [name], "calls": [{"answer": {}} or {"fault": code, "problem": {}}, each with "sent" and "received"]}
"""
import json
import sys

from lxml import etree
from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.helpers import serialize_object
from zeep.plugins import HistoryPlugin

asked = json.load(sys.stdin)
history = HistoryPlugin()
client = Client(asked["wsdl"], plugins=[history], settings=Settings(strict=True))
client.transport.session.headers["Authorization"] = "Bearer " + asked["token"]
problem = client.get_element("{urn:eid-aan-huis:back-office:v1}Problem")


def text(envelope):
    return etree.tostring(envelope["envelope"]).decode()


def call(one):
    headers = {"IdempotencyKey": one["key"]} if one.get("key") else None
    try:
        answer = client.service[one["operation"]](**one["arguments"], _soapheaders=headers)
        told = {"answer": serialize_object(answer, dict)}
    except Fault as fault:
        told = {"fault": fault.code, "problem": serialize_object(problem.parse(fault.detail[0], client.wsdl.types), dict)}
    return {**told, "sent": text(history.last_sent), "received": text(history.last_received)}


names = sorted(client.service._binding._operations)
print(json.dumps({"operations": names, "calls": [call(one) for one in asked["calls"]]}, default=str))
