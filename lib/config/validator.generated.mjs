// Made by hack/generate.ts from lib/config/schema.ts. Do not edit.
var __getOwnPropNames=Object.getOwnPropertyNames;var __commonJS=(cb,mod)=>function(){try{return mod||(0,cb[__getOwnPropNames(cb)[0]])((mod={exports:{}}).exports,mod),mod.exports}catch(e){throw mod=0,e}};var require_ucs2length=__commonJS({"node_modules/ajv/dist/runtime/ucs2length.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:!0});function ucs2length(str){
let len=str.length,length=0,pos=0,value;for(;pos<len;)length++,value=str.charCodeAt(pos++),value>=55296&&value<=56319&&pos<len&&(value=str.charCodeAt(pos),(value&
64512)===56320&&pos++);return length}exports.default=ucs2length;ucs2length.code='require("ajv/dist/runtime/ucs2length").default'}});var validate=validate20,stdin_default=validate20,schema31={$schema:"https://json-schema.org/draft/2020-12/schema",title:"The configuration of node-cleanup-webho\
ok",type:"object",additionalProperties:!1,properties:{prefix:{type:"string",maxLength:253,pattern:"^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a\
-z0-9])?)*$",default:"infra.894.io",description:"A DNS name that the finalizer, the annotations and the taint begin with. Nodes keep the finalizer that they hav\
e: run `release-all --stop-operator` before you change it. Read at the start only."},nodeSelector:{type:"string",format:"label-selector",default:"",description:'\
A Kubernetes label selector: the Nodes that get the finalizer. Empty selects every Node. A Node with the label `infra.894.io/exclude: "true"` never gets it.',examples:[
"node-role.kubernetes.io/worker,environment in (prod, staging)"]},guard:{type:"object",additionalProperties:!1,description:"Who may let a Node go without its cl\
ean-up (docs/guard.md). `/validate-node` goes by it; where a policy guards, the chart puts the same into the policy. The chart writes it.",properties:{operators:{
type:"array",maxItems:1e3,items:{type:"string",minLength:1},default:[],description:"Users who may do everything: the operator itself and its `release-all`, as t\
he API server names them."},skip:{type:"object",additionalProperties:!1,description:"Who may. With both lists empty: everybody but kubelets.",properties:{users:{
type:"array",maxItems:1e3,items:{type:"string",minLength:1},default:[],description:"Names of users."},groups:{type:"array",maxItems:1e3,items:{type:"string",minLength:1},
default:[],description:"Names of groups."}}},requireReason:{type:"boolean",default:!1,description:"Whether a skip needs a reason, in the annotation `infra.894.i\
o/skip-reason`."}}},cleanup:{type:"object",additionalProperties:!1,description:"What happens between the deletion of a Node and its end.",properties:{concurrency:{
type:"integer",minimum:1,maximum:1e3,default:10,description:"How many Nodes are worked on at the same time. Nodes that wait do not count. Read at the start only\
."},deadline:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"For everything before the release of the Node, counted f\
rom the start of the removal; `0s` is none.",examples:["2h"]},onDeadline:{type:"string",enum:["block","continue"],default:"block",description:"What a missed dea\
dline means. `block`: a person must look; the tasks are still tried. `continue`: what is not over is given up and the Node goes."},deadAfter:{type:"string",pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"5m",description:"A Node whose Ready has been `False` or `Unknown` for this long counts as dead: nothing waits \
for its kubelet any more. A removal that has begun keeps the value that it began with."},keepFinished:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|\
s))+$",default:"24h",description:"How long the record of a finished removal (NodeCleanup) is kept."},retry:{type:"object",additionalProperties:!1,description:"T\
he waits after errors of a task: they double from `base` up to `cap`, with full jitter.",properties:{base:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|\
h|m|s))+$",default:"1s",description:"At most this long after the first error; at least `100ms`."},cap:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|\
s))+$",default:"5m",description:"Never longer than this."}}},brake:{type:"object",additionalProperties:!1,description:"What keeps a mistake, or a storm of delet\
ions, from doing its harm everywhere at once.",properties:{hold:{type:"object",additionalProperties:!1,description:"When so many removals have begun within `wit\
hin`, a new one waits in phase `Held`, until fewer have or a person lets it go: `kubectl annotate nodecleanup NAME infra.894.io/release-hold=true`. The skip ann\
otation works all the same.",properties:{above:{type:["integer","string"],minimum:0,pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$",default:"20%",description:"How many: \
a number, or a percentage of the Nodes in the cluster, those being deleted included, rounded up. `0` or `0%` switches the hold off and lets go whatever is held."},
within:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10m",description:"The time in which they count; at least `1s`."},atLeast:{type:"\
integer",minimum:1,default:10,description:"Never fewer than these, however small the cluster: a few Nodes never wait."}}},storage:{type:"object",additionalProperties:!1,
description:"Tasks that move data off a Node queue up: one begins while fewer than `max` other removals are at such a task. What has begun is not stopped; what \
is blocked, and a Node that is dead, makes room.",properties:{max:{type:["integer","string"],minimum:1,pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$",default:1,description:"\
How many removals at once: a number, or a percentage of the Nodes (with `per`, of those with the same value), rounded up. One always may; `100%` switches the qu\
eue off."},per:{type:"string",pattern:"^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",default:"",description:"\
A label of Nodes: `max` counts for each of its values, and for the Nodes without it. Empty: for the cluster.",examples:["topology.kubernetes.io/zone"]}}}}},returnedMachines:{
type:"string",enum:["warn","taint"],default:"warn",description:"What happens when the machine of a removed Node registers again, as another Node, while the reco\
rd of the removal is kept. `warn`: a Warning Event on the new Node, a metric and `status.returned` of the record. `taint`: also the taint `infra.894.io/returned\
:NoSchedule`, once; whoever takes it off has decided."},tasks:{type:"array",maxItems:100,items:{type:"object",additionalProperties:!1,required:["task"],properties:{
task:{type:"string",enum:["cordon","local-volumes","longhorn-evacuate","drain","portworx","volumes-detach","longhorn-forget","volumes-verify","http","job","noti\
fy"],description:"The kind of task."},name:{type:"string",pattern:"^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$",description:"What `needs`, the record and the skip a\
nnotation call it: small letters, digits, `-` and `.`. Without it the kind is the name, so a second task of a kind must have one."},stage:{type:"string",enum:["\
before","after"],description:"Before the release of the Node, or after the Node is gone."},on:{type:"array",minItems:1,items:{type:"string",enum:["held","starte\
d","blocked","released","failed","skipped","finished"]},description:"In place of `stage`: the moments at which it runs, each once. It holds up nothing but the e\
nd of the record, and is given up at its timeout."},needs:{type:"array",items:{type:"string"},default:[],description:"Names of tasks of the same stage that must\
 be over first: done, skipped or given up. Tasks that do not need each other run in parallel."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|\
m|s))+$",description:"Counted from the first run of the task; `0s` is none.",examples:["30m"]},onTimeout:{type:"string",enum:["block","continue"],description:"W\
hat a missed timeout means. `block`: a person must look; the task is still tried. `continue`: it is given up, and what needs it goes on."},options:{type:"object",
description:"Those of the kind: see below."}},allOf:[{if:{required:["task"],properties:{task:{const:"cordon"}}},then:{required:[],properties:{options:{type:"obj\
ect",additionalProperties:!1,properties:{}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"local-volumes"}}},then:{required:[],
properties:{options:{type:"object",additionalProperties:!1,properties:{deleteClaims:{type:"array",uniqueItems:!0,items:{type:"string",maxLength:253,pattern:"^[a\
-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},default:[],description:"The names of StorageClasses whose claims may be deleted with the Node,\
 and with them the data. There is no name for all of them."},keepNamespaces:{type:"array",uniqueItems:!0,items:{type:"string",maxLength:63,pattern:"^[a-z0-9]([-\
a-z0-9]*[a-z0-9])?$"},default:[],description:"Namespaces whose claims are never deleted, whatever their StorageClass: they block."},topologyKeys:{type:"array",uniqueItems:!0,
items:{type:"string",maxLength:317,pattern:"^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"},default:[],
description:"Keys of Node labels, beside the known ones, whose value no two Nodes share: a volume that is tied to such a value is local."}}},stage:{enum:["befor\
e"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"longhorn-evacuate"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,
properties:{stallAfter:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"30m",description:"When nothing has moved for so long, the task \
is blocked and says where it stands. At least 1m."},deleteFailedReplicas:{type:"boolean",default:!1,description:"Whether replicas on a dead Node that have faile\
d or are not in use are deleted when the volume has a healthy copy on a Node that is ready."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{
task:{const:"drain"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{gracePeriod:{type:"string",pattern:"^$|^(?:[0-9]\
+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"",description:"How long a pod may take to end; empty is the pod's own terminationGracePeriodSeconds. At least 1s."},forceAfter:{
type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"From this long after the start of the drain pods are deleted, past the\
ir disruption budgets, instead of evicted; 0s is never."},skipPods:{type:"string",format:"label-selector",default:"",description:"A label selector of pods that \
are left where they are; empty is none."},unmanaged:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods that no controller w\
ould create again: evict them, or wait for a person."},emptyDir:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods whose em\
ptyDir volumes are lost with them: evict them, or wait for a person."},maxParallel:{type:"integer",minimum:1,maximum:100,default:10,description:"How many evicti\
ons of one Node are asked for at the same time."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"portworx"}}},then:{required:[],
properties:{options:{type:"object",additionalProperties:!1,properties:{endpoint:{type:"string",pattern:"^$|^https?://[^\\s/?#@]+/?$",default:"",description:"The\
 REST gateway of Portworx's OpenStorage SDK, http:// or https:// with a port. Empty: the port px-rest-gateway of the Service portworx-service or portworx-api."},
managementEndpoint:{type:"string",pattern:"^$|^https?://[^\\s/?#@]+/?$",default:"",description:"Portworx's management API, for decommission only. Empty: the por\
t px-api-tls or px-api of the same Service."},tokenFile:{type:"string",default:"",description:"A file with a bearer token, where Portworx has its security on; r\
ead each time, never logged."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust in place of the system's. With it, an endpoin\
t that is found is called with https."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"How long Portworx ma\
y take for one answer."},emptyNode:{type:"boolean",default:!1,description:"Waits until no replica is left on the Node. Without it a volume may keep its replica \
there as long as another copy is healthy."},decommission:{type:"boolean",default:!1,description:"Experimental, after the Node is gone: removes its Portworx node\
 from the cluster, once that is offline or in maintenance and no data depends on it; never by force."},storagelessTimeout:{type:"string",pattern:"^(?:[0-9]+(?:[\
.][0-9]+)?(?:ms|h|m|s))+$",default:"1h",description:"How long Portworx may take to forget a node without storage by itself, before a person is asked."}}},stage:{
enum:["before","after"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"volumes-detach"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,
properties:{outOfService:{type:"boolean",default:!1,description:"Puts the taint node.kubernetes.io/out-of-service on a dead Node whose machine is proven to be o\
ff, so that its pods are forgotten and its volumes detached at once."},forceDetach:{type:"boolean",default:!1,description:"Deletes the VolumeAttachments of a de\
ad Node whose machine is proven to be off, once no pod on it uses their volumes."},proofURL:{type:"string",pattern:"^$|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$",default:"",
description:'Who knows whether the machine of a dead Node is off, without a password: GET with ?node= and &uid= is answered with {"off": true} or false. Empty: \
only the annotation confirmed-off counts.'},proofHeadersFile:{type:"string",default:"",description:"A file with lines `Name: value` for proofURL, for tokens; re\
ad each time, never logged."},proofCAFile:{type:"string",default:"",description:"A file with PEM certificates that proofURL is checked with, in place of the sys\
tem's."},proofTimeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"How long proofURL may take to answer."}}},stage:{
enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"longhorn-forget"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,
properties:{}},stage:{enum:["after"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"volumes-verify"}}},then:{required:[],properties:{options:{type:"o\
bject",additionalProperties:!1,properties:{deleteReleased:{type:"boolean",default:!1,description:"Deletes the PersistentVolumes that only the gone Node could us\
e, are Released, have the reclaim policy Delete and belong to one of cleanDrivers, when their provisioner has not done so in 5 minutes."},cleanDrivers:{type:"ar\
ray",items:{type:"string",minLength:1,maxLength:253},maxItems:50,uniqueItems:!0,default:["rancher.io/local-path","topolvm.io","topolvm.cybozu.com","local.csi.op\
enebs.io","zfs.csi.openebs.io","openebs.io/local","local-volume-provisioner"],description:"For deleteReleased: CSI drivers and provisioners whose volumes are on\
 the disks of one Node. local-volume-provisioner is that of static local volumes."}}},stage:{enum:["after"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"\
http"}}},then:{required:["options"],properties:{options:{type:"object",additionalProperties:!1,required:["url"],properties:{url:{type:"string",pattern:"^https?:\
//[^\\s/?#@]+(?:[/?#]\\S*)?$",description:"Whom to ask: http:// or https://, without a password."},tokenFile:{type:"string",default:"",description:"A file with \
a token, sent as `Authorization: Bearer`; read each time, never logged."},certFile:{type:"string",default:"",description:"A file with a client certificate (PEM)\
, for https:// and together with keyFile."},keyFile:{type:"string",default:"",description:"A file with the private key (PEM) of certFile."},caFile:{type:"string",
default:"",description:"A file with PEM certificates to trust in place of the system's."},headersFile:{type:"string",default:"",description:"A file with lines `\
Name: value`; read each time, never logged."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"For one attemp\
t, from the connection to the end of the answer; more than 30s has no effect."}}},stage:{enum:["before","after"]},on:!1}}},{if:{required:["task"],properties:{task:{
const:"job"}}},then:{required:["options"],properties:{options:{type:"object",additionalProperties:!1,required:["namespace","template"],properties:{namespace:{type:"\
string",pattern:"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$",description:"The namespace of the Job; it must exist."},template:{$id:"job-template",$defs:{filled:{pattern:"\
^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$",items:{$ref:"#/$defs/filled"},additionalProperties:{$ref:"\
#/$defs/filled"}}},$ref:"#/$defs/filled",type:"object",additionalProperties:!1,required:["spec"],properties:{metadata:{type:["object"],properties:{labels:{},annotations:{}},
additionalProperties:!1,description:"Its `labels` and `annotations`."},spec:{type:["object"],properties:{template:{type:["object"],properties:{metadata:{type:["\
object"],properties:{labels:{},annotations:{}},additionalProperties:!1},spec:{type:["object"],properties:{restartPolicy:{type:"string",enum:["Never","OnFailure"]},
containers:{type:"array",minItems:1,items:{type:["object"],properties:{name:{type:"string",minLength:1},image:{type:"string",minLength:1}},required:["name","ima\
ge"]}},nodeName:!1},required:["containers"]}},required:["spec"],additionalProperties:!1},activeDeadlineSeconds:{type:"integer",minimum:1},backoffLimit:{type:"in\
teger",minimum:0},backoffLimitPerIndex:{},completionMode:{},completions:{},managedBy:{},maxFailedIndexes:{},parallelism:{},podFailurePolicy:{},podReplacementPolicy:{},
successPolicy:{},suspend:{}},required:["template"],additionalProperties:!1,description:"As in a Job, but for `ttlSecondsAfterFinished`; `restartPolicy` is `Neve\
r` unless told otherwise. Of placeholders only those of docs/tasks/job.md are possible."}},description:"The Job: `metadata.labels`, `metadata.annotations` and `\
spec`, with placeholders such as {{node}} in its texts; docs/tasks/job.md lists them."},on:{type:"string",enum:["node","anywhere"],default:"node",description:"W\
here its pods run: `node`, on the Node that is removed, whatever its taints; `anywhere`, on any other Node, as the scheduler decides."},whenDead:{type:"string",
enum:["block","skip"],default:"block",description:"What to do when it should run on a Node that is dead: wait for a person, or go on without the Job."},keep:{type:"\
string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"1h",description:"How long a Job that has succeeded is kept. Any other is kept until it is del\
eted, or the record of the operation is."},logLines:{type:"integer",minimum:0,maximum:100,default:20,description:"How many of the last lines of a failed pod's l\
og are read for the message; 0 is none. They end up in the record and in Events."}}},stage:{enum:["before","after"]},on:!1}}},{if:{required:["task"],properties:{
task:{const:"notify"}}},then:{required:["options"],properties:{options:{type:"object",additionalProperties:!1,anyOf:[{required:["url"]},{required:["urlFile"]}],
properties:{url:{type:"string",pattern:"^$|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$",default:"",description:"Where to send it: http:// or https://, without a passwo\
rd. Of Alertmanager the address that its own page has."},urlFile:{type:"string",default:"",description:"A file that holds the url, for one that is a secret itse\
lf; read each time."},format:{type:"string",enum:["json","cloudevents","slack","alertmanager"],default:"json",description:"What is sent: `json`, the body below;\
 `cloudevents`, a CloudEvent 1.0; `slack`, for Slack and those who take its incoming webhooks; `alertmanager`, an alert that ends at the moment `finished`."},body:{
type:"string",pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$",default:`\
{
  "text": "Node {{node}}: {{task}}. {{phase}}: {{message}}",
  "task": "{{task}}",
  "moment": "{{moment}}",
  "node": "{{node}}",
  "nodeUID": "{{nodeUID}}",
  "kind": "{{kind}}",
  "record": "{{record}}",
  "operation": "{{operation}}",
  "phase": "{{phase}}",
  "message": "{{message}}",
  "requestedAt": "{{requestedAt}}",
  "time": "{{time}}"
}`,description:"With json: a JSON text with placeholders such as {{node}} inside of its strings; docs/tasks/notify.md lists them."},text:{type:"string",pattern:"\
^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$",default:"Node {{node}}: {{task}\
}. {{phase}}: {{message}}",description:"With slack: the message. With alertmanager: the alert's summary. With placeholders."},channel:{type:"string",default:"",
description:"With slack: another channel than that of the webhook, where the receiver allows it."},username:{type:"string",default:"",description:"With slack: a\
nother name of the sender, where the receiver allows it."},source:{type:"string",pattern:"^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$",default:"/node-cleanup-webhook",description:"\
With cloudevents: the attribute `source`, a URI or the path of one, such as one for each cluster."},labels:{type:"object",propertyNames:{pattern:"^[a-zA-Z_][a-z\
A-Z0-9_]*$",not:{enum:["alertname","node","record"]}},additionalProperties:{type:"string"},default:{},description:"With alertmanager: more labels, such as `clus\
ter`, or another `severity`. Names are letters, digits and `_`, without alertname, node and record."},alertFor:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(\
?:ms|h|m|s))+$",default:"168h",description:"With alertmanager: how long an alert lasts that nobody ends."},headersFile:{type:"string",default:"",description:"A \
file with lines `Name: value`, for tokens; read each time, never logged."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust i\
n place of the system's."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"For one attempt, from the connect\
ion to the answer."}}},stage:{enum:["before","after"]}},anyOf:[{required:["on"]},{required:["stage"]}]}},{if:{required:["on"]},then:{properties:{stage:!1,onTimeout:{
const:"continue"}}}}]},default:[{task:"cordon"},{task:"local-volumes",needs:["cordon"]},{task:"longhorn-evacuate",needs:["cordon"]},{task:"drain",needs:["cordon",
"local-volumes"]},{task:"portworx",needs:["drain"]},{task:"volumes-detach",needs:["drain"]},{task:"longhorn-forget"},{task:"volumes-verify"}],description:"The p\
lan. `[]` is a plan without tasks: the Node goes at once. A removal that has begun keeps the plan that it began with."}}}}},func1=require_ucs2length().default,func5=Object.
prototype.hasOwnProperty,pattern4=new RegExp("^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$","u"),pattern5=new RegExp("^(?:[0-9]+(?:[\
.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern10=new RegExp("^(?:0|(?:100|[1-9]?[0-9])%)$","u"),pattern13=new RegExp("^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[\
A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$","u"),pattern14=new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","u"),pattern15=new RegExp(
"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","u"),pattern16=new RegExp("^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-\
Za-z0-9])?$","u"),pattern18=new RegExp("^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern20=new RegExp("^$|^https?://[^\\s/?#@]+/?$","u"),pattern24=new RegExp(
"^$|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$","u"),pattern26=new RegExp("^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$","u"),pattern28=new RegExp("^[a-z0-9](?:[-a-z0-9]{0,61\
}[a-z0-9])?$","u"),pattern32=new RegExp("^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}]\
[}])*$","u"),pattern34=new RegExp("^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$","u"),pattern35=new RegExp("^[a-zA-Z_][a-zA-Z0-9_]*$","u"),pattern38=new RegExp("^[a-z0-9\
](?:[-a-z0-9.]{0,61}[a-z0-9])?$","u");var pattern29=new RegExp("^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$","u"),wrapper0={validate:validate21};
function validate21(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate21.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),typeof data=="string"&&!pattern29.test(data)){let err0={
instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s\
*[}][}])*$"},message:'must match pattern "^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$"'};vErrors===null?
vErrors=[err0]:vErrors.push(err0),errors++}if(Array.isArray(data)){let len0=data.length;for(let i0=0;i0<len0;i0++)wrapper0.validate(data[i0],{instancePath:instancePath+
"/"+i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.concat(wrapper0.validate.errors),
errors=vErrors.length)}if(data&&typeof data=="object"&&!Array.isArray(data))for(let key0 in data)wrapper0.validate(data[key0],{instancePath:instancePath+"/"+key0.
replace(/~/g,"~0").replace(/\//g,"~1"),parentData:data,parentDataProperty:key0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.
concat(wrapper0.validate.errors),errors=vErrors.length);return validate21.errors=vErrors,errors===0}validate21.evaluated={props:!0,items:!0,dynamicProps:!1,dynamicItems:!1};
function validate20(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate20.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),data&&typeof data=="object"&&!Array.isArray(data)){for(let key0 in data)
if(!(key0==="prefix"||key0==="nodeSelector"||key0==="guard"||key0==="cleanup")){let err0={instancePath,schemaPath:"#/additionalProperties",keyword:"additionalPr\
operties",params:{additionalProperty:key0},message:"must NOT have additional properties"};vErrors===null?vErrors=[err0]:vErrors.push(err0),errors++}if(data.prefix!==
void 0){let data0=data.prefix;if(typeof data0=="string"){if(func1(data0)>253){let err1={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/maxL\
ength",keyword:"maxLength",params:{limit:253},message:"must NOT have more than 253 characters"};vErrors===null?vErrors=[err1]:vErrors.push(err1),errors++}if(!pattern4.
test(data0)){let err2={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9]*[a-\
z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"'};vErrors===
null?vErrors=[err2]:vErrors.push(err2),errors++}}else{let err3={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err3]:vErrors.push(err3),errors++}}if(data.nodeSelector!==void 0&&typeof data.nodeSelector!="st\
ring"){let err4={instancePath:instancePath+"/nodeSelector",schemaPath:"#/properties/nodeSelector/type",keyword:"type",params:{type:"string"},message:"must be st\
ring"};vErrors===null?vErrors=[err4]:vErrors.push(err4),errors++}if(data.guard!==void 0){let data2=data.guard;if(data2&&typeof data2=="object"&&!Array.isArray(data2)){
for(let key1 in data2)if(!(key1==="operators"||key1==="skip"||key1==="requireReason")){let err5={instancePath:instancePath+"/guard",schemaPath:"#/properties/gua\
rd/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key1},message:"must NOT have additional properties"};vErrors===null?vErrors=[
err5]:vErrors.push(err5),errors++}if(data2.operators!==void 0){let data3=data2.operators;if(Array.isArray(data3)){if(data3.length>1e3){let err6={instancePath:instancePath+
"/guard/operators",schemaPath:"#/properties/guard/properties/operators/maxItems",keyword:"maxItems",params:{limit:1e3},message:"must NOT have more than 1000 ite\
ms"};vErrors===null?vErrors=[err6]:vErrors.push(err6),errors++}let len0=data3.length;for(let i0=0;i0<len0;i0++){let data4=data3[i0];if(typeof data4=="string"){if(func1(
data4)<1){let err7={instancePath:instancePath+"/guard/operators/"+i0,schemaPath:"#/properties/guard/properties/operators/items/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err7]:vErrors.push(err7),errors++}}else{let err8={instancePath:instancePath+"/\
guard/operators/"+i0,schemaPath:"#/properties/guard/properties/operators/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err8]:vErrors.push(err8),errors++}}}else{let err9={instancePath:instancePath+"/guard/operators",schemaPath:"#/properties/guard/properties/operators/typ\
e",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err9]:vErrors.push(err9),errors++}}if(data2.skip!==void 0){let data5=data2.
skip;if(data5&&typeof data5=="object"&&!Array.isArray(data5)){for(let key2 in data5)if(!(key2==="users"||key2==="groups")){let err10={instancePath:instancePath+
"/guard/skip",schemaPath:"#/properties/guard/properties/skip/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key2},message:"must\
 NOT have additional properties"};vErrors===null?vErrors=[err10]:vErrors.push(err10),errors++}if(data5.users!==void 0){let data6=data5.users;if(Array.isArray(data6)){
if(data6.length>1e3){let err11={instancePath:instancePath+"/guard/skip/users",schemaPath:"#/properties/guard/properties/skip/properties/users/maxItems",keyword:"\
maxItems",params:{limit:1e3},message:"must NOT have more than 1000 items"};vErrors===null?vErrors=[err11]:vErrors.push(err11),errors++}let len1=data6.length;for(let i1=0;i1<
len1;i1++){let data7=data6[i1];if(typeof data7=="string"){if(func1(data7)<1){let err12={instancePath:instancePath+"/guard/skip/users/"+i1,schemaPath:"#/properti\
es/guard/properties/skip/properties/users/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?
vErrors=[err12]:vErrors.push(err12),errors++}}else{let err13={instancePath:instancePath+"/guard/skip/users/"+i1,schemaPath:"#/properties/guard/properties/skip/p\
roperties/users/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err13]:vErrors.push(err13),errors++}}}else{let err14={
instancePath:instancePath+"/guard/skip/users",schemaPath:"#/properties/guard/properties/skip/properties/users/type",keyword:"type",params:{type:"array"},message:"\
must be array"};vErrors===null?vErrors=[err14]:vErrors.push(err14),errors++}}if(data5.groups!==void 0){let data8=data5.groups;if(Array.isArray(data8)){if(data8.
length>1e3){let err15={instancePath:instancePath+"/guard/skip/groups",schemaPath:"#/properties/guard/properties/skip/properties/groups/maxItems",keyword:"maxIte\
ms",params:{limit:1e3},message:"must NOT have more than 1000 items"};vErrors===null?vErrors=[err15]:vErrors.push(err15),errors++}let len2=data8.length;for(let i2=0;i2<
len2;i2++){let data9=data8[i2];if(typeof data9=="string"){if(func1(data9)<1){let err16={instancePath:instancePath+"/guard/skip/groups/"+i2,schemaPath:"#/propert\
ies/guard/properties/skip/properties/groups/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?
vErrors=[err16]:vErrors.push(err16),errors++}}else{let err17={instancePath:instancePath+"/guard/skip/groups/"+i2,schemaPath:"#/properties/guard/properties/skip/\
properties/groups/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err17]:vErrors.push(err17),errors++}}}else{
let err18={instancePath:instancePath+"/guard/skip/groups",schemaPath:"#/properties/guard/properties/skip/properties/groups/type",keyword:"type",params:{type:"ar\
ray"},message:"must be array"};vErrors===null?vErrors=[err18]:vErrors.push(err18),errors++}}}else{let err19={instancePath:instancePath+"/guard/skip",schemaPath:"\
#/properties/guard/properties/skip/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err19]:vErrors.push(err19),errors++}}
if(data2.requireReason!==void 0&&typeof data2.requireReason!="boolean"){let err20={instancePath:instancePath+"/guard/requireReason",schemaPath:"#/properties/gua\
rd/properties/requireReason/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err20]:vErrors.push(err20),errors++}}else{
let err21={instancePath:instancePath+"/guard",schemaPath:"#/properties/guard/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?
vErrors=[err21]:vErrors.push(err21),errors++}}if(data.cleanup!==void 0){let data11=data.cleanup;if(data11&&typeof data11=="object"&&!Array.isArray(data11)){for(let key3 in data11)
if(!func5.call(schema31.properties.cleanup.properties,key3)){let err22={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/additionalProperti\
es",keyword:"additionalProperties",params:{additionalProperty:key3},message:"must NOT have additional properties"};vErrors===null?vErrors=[err22]:vErrors.push(err22),
errors++}if(data11.concurrency!==void 0){let data12=data11.concurrency;if(!(typeof data12=="number"&&!(data12%1)&&!isNaN(data12)&&isFinite(data12))){let err23={
instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cleanup/properties/concurrency/type",keyword:"type",params:{type:"integer"},message:"m\
ust be integer"};vErrors===null?vErrors=[err23]:vErrors.push(err23),errors++}if(typeof data12=="number"&&isFinite(data12)){if(data12>1e3||isNaN(data12)){let err24={
instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cleanup/properties/concurrency/maximum",keyword:"maximum",params:{comparison:"<=",limit:1e3},
message:"must be <= 1000"};vErrors===null?vErrors=[err24]:vErrors.push(err24),errors++}if(data12<1||isNaN(data12)){let err25={instancePath:instancePath+"/cleanu\
p/concurrency",schemaPath:"#/properties/cleanup/properties/concurrency/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===
null?vErrors=[err25]:vErrors.push(err25),errors++}}}if(data11.deadline!==void 0){let data13=data11.deadline;if(typeof data13=="string"){if(!pattern5.test(data13)){
let err26={instancePath:instancePath+"/cleanup/deadline",schemaPath:"#/properties/cleanup/properties/deadline/pattern",keyword:"pattern",params:{pattern:"^(?:[0\
-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err26]:vErrors.push(err26),errors++}}else{
let err27={instancePath:instancePath+"/cleanup/deadline",schemaPath:"#/properties/cleanup/properties/deadline/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err27]:vErrors.push(err27),errors++}}if(data11.onDeadline!==void 0){let data14=data11.onDeadline;if(typeof data14!="str\
ing"){let err28={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"#/properties/cleanup/properties/onDeadline/type",keyword:"type",params:{type:"strin\
g"},message:"must be string"};vErrors===null?vErrors=[err28]:vErrors.push(err28),errors++}if(!(data14==="block"||data14==="continue")){let err29={instancePath:instancePath+
"/cleanup/onDeadline",schemaPath:"#/properties/cleanup/properties/onDeadline/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.onDeadline.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err29]:vErrors.push(err29),errors++}}if(data11.deadAfter!==void 0){let data15=data11.
deadAfter;if(typeof data15=="string"){if(!pattern5.test(data15)){let err30={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/prop\
erties/deadAfter/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:m\
s|h|m|s))+$"'};vErrors===null?vErrors=[err30]:vErrors.push(err30),errors++}}else{let err31={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/propert\
ies/cleanup/properties/deadAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err31]:vErrors.push(err31),errors++}}
if(data11.keepFinished!==void 0){let data16=data11.keepFinished;if(typeof data16=="string"){if(!pattern5.test(data16)){let err32={instancePath:instancePath+"/cl\
eanup/keepFinished",schemaPath:"#/properties/cleanup/properties/keepFinished/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},
message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err32]:vErrors.push(err32),errors++}}else{let err33={instancePath:instancePath+
"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/properties/keepFinished/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err33]:vErrors.push(err33),errors++}}if(data11.retry!==void 0){let data17=data11.retry;if(data17&&typeof data17=="object"&&!Array.isArray(data17)){
for(let key4 in data17)if(!(key4==="base"||key4==="cap")){let err34={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properties/cleanup/properties/retr\
y/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key4},message:"must NOT have additional properties"};vErrors===null?vErrors=[err34]:
vErrors.push(err34),errors++}if(data17.base!==void 0){let data18=data17.base;if(typeof data18=="string"){if(!pattern5.test(data18)){let err35={instancePath:instancePath+
"/cleanup/retry/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:m\
s|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err35]:vErrors.push(err35),errors++}}else{let err36={
instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err36]:vErrors.push(err36),errors++}}if(data17.cap!==void 0){let data19=data17.cap;if(typeof data19=="string"){if(!pattern5.
test(data19)){let err37={instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/pattern",keyword:"patte\
rn",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err37]:
vErrors.push(err37),errors++}}else{let err38={instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err38]:vErrors.push(err38),errors++}}}else{let err39={instancePath:instancePath+
"/cleanup/retry",schemaPath:"#/properties/cleanup/properties/retry/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err39]:vErrors.push(err39),errors++}}if(data11.brake!==void 0){let data20=data11.brake;if(data20&&typeof data20=="object"&&!Array.isArray(data20)){for(let key5 in data20)
if(!(key5==="hold"||key5==="storage")){let err40={instancePath:instancePath+"/cleanup/brake",schemaPath:"#/properties/cleanup/properties/brake/additionalPropert\
ies",keyword:"additionalProperties",params:{additionalProperty:key5},message:"must NOT have additional properties"};vErrors===null?vErrors=[err40]:vErrors.push(
err40),errors++}if(data20.hold!==void 0){let data21=data20.hold;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){for(let key6 in data21)if(!(key6==="\
above"||key6==="within"||key6==="atLeast")){let err41={instancePath:instancePath+"/cleanup/brake/hold",schemaPath:"#/properties/cleanup/properties/brake/propert\
ies/hold/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key6},message:"must NOT have additional properties"};vErrors===null?vErrors=
[err41]:vErrors.push(err41),errors++}if(data21.above!==void 0){let data22=data21.above;if(!(typeof data22=="number"&&!(data22%1)&&!isNaN(data22)&&isFinite(data22))&&
typeof data22!="string"){let err42={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/prop\
erties/above/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.brake.properties.hold.properties.above.type},message:"must be integer,stri\
ng"};vErrors===null?vErrors=[err42]:vErrors.push(err42),errors++}if(typeof data22=="number"&&isFinite(data22)&&(data22<0||isNaN(data22))){let err43={instancePath:instancePath+
"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/above/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err43]:vErrors.push(err43),errors++}if(typeof data22=="string"&&!pattern10.test(data22)){let err44={instancePath:instancePath+
"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/above/pattern",keyword:"pattern",params:{pattern:"^(?:0\
|(?:100|[1-9]?[0-9])%)$"},message:'must match pattern "^(?:0|(?:100|[1-9]?[0-9])%)$"'};vErrors===null?vErrors=[err44]:vErrors.push(err44),errors++}}if(data21.within!==
void 0){let data23=data21.within;if(typeof data23=="string"){if(!pattern5.test(data23)){let err45={instancePath:instancePath+"/cleanup/brake/hold/within",schemaPath:"\
#/properties/cleanup/properties/brake/properties/hold/properties/within/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'\
must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err45]:vErrors.push(err45),errors++}}else{let err46={instancePath:instancePath+
"/cleanup/brake/hold/within",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/within/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err46]:vErrors.push(err46),errors++}}if(data21.atLeast!==void 0){let data24=data21.atLeast;if(!(typeof data24=="number"&&
!(data24%1)&&!isNaN(data24)&&isFinite(data24))){let err47={instancePath:instancePath+"/cleanup/brake/hold/atLeast",schemaPath:"#/properties/cleanup/properties/b\
rake/properties/hold/properties/atLeast/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err47]:vErrors.push(err47),
errors++}if(typeof data24=="number"&&isFinite(data24)&&(data24<1||isNaN(data24))){let err48={instancePath:instancePath+"/cleanup/brake/hold/atLeast",schemaPath:"\
#/properties/cleanup/properties/brake/properties/hold/properties/atLeast/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===
null?vErrors=[err48]:vErrors.push(err48),errors++}}}else{let err49={instancePath:instancePath+"/cleanup/brake/hold",schemaPath:"#/properties/cleanup/properties/\
brake/properties/hold/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err49]:vErrors.push(err49),errors++}}if(data20.
storage!==void 0){let data25=data20.storage;if(data25&&typeof data25=="object"&&!Array.isArray(data25)){for(let key7 in data25)if(!(key7==="max"||key7==="per")){
let err50={instancePath:instancePath+"/cleanup/brake/storage",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/additionalProperties",keyword:"\
additionalProperties",params:{additionalProperty:key7},message:"must NOT have additional properties"};vErrors===null?vErrors=[err50]:vErrors.push(err50),errors++}
if(data25.max!==void 0){let data26=data25.max;if(!(typeof data26=="number"&&!(data26%1)&&!isNaN(data26)&&isFinite(data26))&&typeof data26!="string"){let err51={
instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/max/type",keyword:"type",
params:{type:schema31.properties.cleanup.properties.brake.properties.storage.properties.max.type},message:"must be integer,string"};vErrors===null?vErrors=[err51]:
vErrors.push(err51),errors++}if(typeof data26=="number"&&isFinite(data26)&&(data26<1||isNaN(data26))){let err52={instancePath:instancePath+"/cleanup/brake/stora\
ge/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/max/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"\
must be >= 1"};vErrors===null?vErrors=[err52]:vErrors.push(err52),errors++}if(typeof data26=="string"&&!pattern10.test(data26)){let err53={instancePath:instancePath+
"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/max/pattern",keyword:"pattern",params:{pattern:"^(?\
:0|(?:100|[1-9]?[0-9])%)$"},message:'must match pattern "^(?:0|(?:100|[1-9]?[0-9])%)$"'};vErrors===null?vErrors=[err53]:vErrors.push(err53),errors++}}if(data25.
per!==void 0){let data27=data25.per;if(typeof data27=="string"){if(!pattern13.test(data27)){let err54={instancePath:instancePath+"/cleanup/brake/storage/per",schemaPath:"\
#/properties/cleanup/properties/brake/properties/storage/properties/per/pattern",keyword:"pattern",params:{pattern:"^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])\
?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"},message:'must match pattern "^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]\
{0,61}[A-Za-z0-9])?$"'};vErrors===null?vErrors=[err54]:vErrors.push(err54),errors++}}else{let err55={instancePath:instancePath+"/cleanup/brake/storage/per",schemaPath:"\
#/properties/cleanup/properties/brake/properties/storage/properties/per/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err55]:vErrors.push(err55),errors++}}}else{let err56={instancePath:instancePath+"/cleanup/brake/storage",schemaPath:"#/properties/cleanup/properties/brake/prop\
erties/storage/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err56]:vErrors.push(err56),errors++}}}else{let err57={
instancePath:instancePath+"/cleanup/brake",schemaPath:"#/properties/cleanup/properties/brake/type",keyword:"type",params:{type:"object"},message:"must be object"};
vErrors===null?vErrors=[err57]:vErrors.push(err57),errors++}}if(data11.returnedMachines!==void 0){let data28=data11.returnedMachines;if(typeof data28!="string"){
let err58={instancePath:instancePath+"/cleanup/returnedMachines",schemaPath:"#/properties/cleanup/properties/returnedMachines/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err58]:vErrors.push(err58),errors++}if(!(data28==="warn"||data28==="taint")){let err59={instancePath:instancePath+
"/cleanup/returnedMachines",schemaPath:"#/properties/cleanup/properties/returnedMachines/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.
properties.returnedMachines.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err59]:vErrors.push(err59),errors++}}if(data11.tasks!==
void 0){let data29=data11.tasks;if(Array.isArray(data29)){if(data29.length>100){let err60={instancePath:instancePath+"/cleanup/tasks",schemaPath:"#/properties/c\
leanup/properties/tasks/maxItems",keyword:"maxItems",params:{limit:100},message:"must NOT have more than 100 items"};vErrors===null?vErrors=[err60]:vErrors.push(
err60),errors++}let len3=data29.length;for(let i3=0;i3<len3;i3++){let data30=data29[i3],_errs72=errors,valid17=!0,_errs73=errors;if(data30&&typeof data30=="obje\
ct"&&!Array.isArray(data30)){let missing0;if(data30.task===void 0&&(missing0="task")){let err61={};vErrors===null?vErrors=[err61]:vErrors.push(err61),errors++}else if(data30.
task!==void 0&&data30.task!=="cordon"){let err62={};vErrors===null?vErrors=[err62]:vErrors.push(err62),errors++}}var _valid0=_errs73===errors;if(errors=_errs72,
vErrors!==null&&(_errs72?vErrors.length=_errs72:vErrors=null),_valid0){let _errs75=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.
options!==void 0){let data32=data30.options;if(data32&&typeof data32=="object"&&!Array.isArray(data32))for(let key8 in data32){let err63={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key8},message:"must NOT have additional properties"};vErrors===null?vErrors=[err63]:vErrors.push(err63),errors++}else{let err64={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/type",keyword:"\
type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err64]:vErrors.push(err64),errors++}}if(data30.stage!==void 0&&data30.stage!=="be\
fore"){let err65={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/stage/\
enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[0].then.properties.stage.enum},message:"must be equal to one\
 of the allowed values"};vErrors===null?vErrors=[err65]:vErrors.push(err65),errors++}if(data30.on!==void 0){let err66={instancePath:instancePath+"/cleanup/tasks\
/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean s\
chema is false"};vErrors===null?vErrors=[err66]:vErrors.push(err66),errors++}}var _valid0=_errs75===errors;if(valid17=_valid0,valid17){var props0={};props0.options=
!0,props0.stage=!0,props0.on=!0,props0.task=!0}}if(!valid17){let err67={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/0/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err67]:vErrors.push(err67),errors++}
let _errs81=errors,valid20=!0,_errs82=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing1;if(data30.task===void 0&&(missing1="task")){
let err68={};vErrors===null?vErrors=[err68]:vErrors.push(err68),errors++}else if(data30.task!==void 0&&data30.task!=="local-volumes"){let err69={};vErrors===null?
vErrors=[err69]:vErrors.push(err69),errors++}}var _valid1=_errs82===errors;if(errors=_errs81,vErrors!==null&&(_errs81?vErrors.length=_errs81:vErrors=null),_valid1){
let _errs84=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options!==void 0){let data36=data30.options;if(data36&&typeof data36=="\
object"&&!Array.isArray(data36)){for(let key9 in data36)if(!(key9==="deleteClaims"||key9==="keepNamespaces"||key9==="topologyKeys")){let err70={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key9},message:"must NOT have additional properties"};vErrors===null?vErrors=[err70]:vErrors.push(err70),errors++}if(data36.
deleteClaims!==void 0){let data37=data36.deleteClaims;if(Array.isArray(data37)){let len4=data37.length;for(let i4=0;i4<len4;i4++){let data38=data37[i4];if(typeof data38==
"string"){if(func1(data38)>253){let err71={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/deleteClaims/"+i4,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/items/maxLength",keyword:"maxLength",params:{limit:253},message:"must NOT have more than 2\
53 characters"};vErrors===null?vErrors=[err71]:vErrors.push(err71),errors++}if(!pattern14.test(data38)){let err72={instancePath:instancePath+"/cleanup/tasks/"+i3+
"/options/deleteClaims/"+i4,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/items/pattern",keyword:"\
pattern",params:{pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a\
-z0-9]([-a-z0-9]*[a-z0-9])?)*$"'};vErrors===null?vErrors=[err72]:vErrors.push(err72),errors++}}else{let err73={instancePath:instancePath+"/cleanup/tasks/"+i3+"/\
options/deleteClaims/"+i4,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/items/type",keyword:"t\
ype",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err73]:vErrors.push(err73),errors++}}let i5=data37.length,j0;if(i5>1){let indices0={};
for(;i5--;){let item0=data37[i5];if(typeof item0=="string"){if(typeof indices0[item0]=="number"){j0=indices0[item0];let err74={instancePath:instancePath+"/clean\
up/tasks/"+i3+"/options/deleteClaims",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/uniqueItem\
s",keyword:"uniqueItems",params:{i:i5,j:j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i5+" are identical)"};vErrors===null?vErrors=[err74]:vErrors.
push(err74),errors++;break}indices0[item0]=i5}}}}else{let err75={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/deleteClaims",schemaPath:"#/properties\
/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===
null?vErrors=[err75]:vErrors.push(err75),errors++}}if(data36.keepNamespaces!==void 0){let data39=data36.keepNamespaces;if(Array.isArray(data39)){let len5=data39.
length;for(let i6=0;i6<len5;i6++){let data40=data39[i6];if(typeof data40=="string"){if(func1(data40)>63){let err76={instancePath:instancePath+"/cleanup/tasks/"+
i3+"/options/keepNamespaces/"+i6,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces/items/maxLeng\
th",keyword:"maxLength",params:{limit:63},message:"must NOT have more than 63 characters"};vErrors===null?vErrors=[err76]:vErrors.push(err76),errors++}if(!pattern15.
test(data40)){let err77={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/keepNamespaces/"+i6,schemaPath:"#/properties/cleanup/properties/tasks/items/al\
lOf/1/then/properties/options/properties/keepNamespaces/items/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},message:'must match \
pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"'};vErrors===null?vErrors=[err77]:vErrors.push(err77),errors++}}else{let err78={instancePath:instancePath+"/cleanup/tas\
ks/"+i3+"/options/keepNamespaces/"+i6,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces/items/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err78]:vErrors.push(err78),errors++}}let i7=data39.length,j1;if(i7>1){
let indices1={};for(;i7--;){let item1=data39[i7];if(typeof item1=="string"){if(typeof indices1[item1]=="number"){j1=indices1[item1];let err79={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/keepNamespaces",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces\
/uniqueItems",keyword:"uniqueItems",params:{i:i7,j:j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i7+" are identical)"};vErrors===null?vErrors=
[err79]:vErrors.push(err79),errors++;break}indices1[item1]=i7}}}}else{let err80={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/keepNamespaces",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces/type",keyword:"type",params:{type:"array"},message:"must b\
e array"};vErrors===null?vErrors=[err80]:vErrors.push(err80),errors++}}if(data36.topologyKeys!==void 0){let data41=data36.topologyKeys;if(Array.isArray(data41)){
let len6=data41.length;for(let i8=0;i8<len6;i8++){let data42=data41[i8];if(typeof data42=="string"){if(func1(data42)>317){let err81={instancePath:instancePath+"\
/cleanup/tasks/"+i3+"/options/topologyKeys/"+i8,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/\
items/maxLength",keyword:"maxLength",params:{limit:317},message:"must NOT have more than 317 characters"};vErrors===null?vErrors=[err81]:vErrors.push(err81),errors++}
if(!pattern16.test(data42)){let err82={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/topologyKeys/"+i8,schemaPath:"#/properties/cleanup/properties/ta\
sks/items/allOf/1/then/properties/options/properties/topologyKeys/items/pattern",keyword:"pattern",params:{pattern:"^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9](\
[-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"},message:'must match pattern "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9]\
)?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"'};vErrors===null?vErrors=[err82]:vErrors.push(err82),errors++}}else{let err83={instancePath:instancePath+"/cle\
anup/tasks/"+i3+"/options/topologyKeys/"+i8,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/item\
s/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err83]:vErrors.push(err83),errors++}}let i9=data41.length,j2;if(i9>
1){let indices2={};for(;i9--;){let item2=data41[i9];if(typeof item2=="string"){if(typeof indices2[item2]=="number"){j2=indices2[item2];let err84={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/topologyKeys",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/uni\
queItems",keyword:"uniqueItems",params:{i:i9,j:j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i9+" are identical)"};vErrors===null?vErrors=[err84]:
vErrors.push(err84),errors++;break}indices2[item2]=i9}}}}else{let err85={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/topologyKeys",schemaPath:"#/pr\
operties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/type",keyword:"type",params:{type:"array"},message:"must be arra\
y"};vErrors===null?vErrors=[err85]:vErrors.push(err85),errors++}}}else{let err86={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/proper\
ties/cleanup/properties/tasks/items/allOf/1/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err86]:vErrors.push(err86),errors++}}if(data30.stage!==void 0&&data30.stage!=="before"){let err87={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[1].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err87]:vErrors.push(err87),errors++}if(data30.
on!==void 0){let err88={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/on/\
false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err88]:vErrors.push(err88),errors++}}var _valid1=_errs84===
errors;if(valid20=_valid1,valid20){var props1={};props1.options=!0,props1.stage=!0,props1.on=!0,props1.task=!0}}if(!valid20){let err89={instancePath:instancePath+
"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err89]:vErrors.push(err89),errors++}props0!==!0&&props1!==void 0&&(props1===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props1)));let _errs102=errors,valid33=!0,_errs103=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing2;if(data30.task===void 0&&(missing2=
"task")){let err90={};vErrors===null?vErrors=[err90]:vErrors.push(err90),errors++}else if(data30.task!==void 0&&data30.task!=="longhorn-evacuate"){let err91={};
vErrors===null?vErrors=[err91]:vErrors.push(err91),errors++}}var _valid2=_errs103===errors;if(errors=_errs102,vErrors!==null&&(_errs102?vErrors.length=_errs102:
vErrors=null),_valid2){let _errs105=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options!==void 0){let data46=data30.options;if(data46&&
typeof data46=="object"&&!Array.isArray(data46)){for(let key10 in data46)if(!(key10==="stallAfter"||key10==="deleteFailedReplicas")){let err92={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key10},message:"must NOT have additional properties"};vErrors===null?vErrors=[err92]:vErrors.push(err92),errors++}if(data46.
stallAfter!==void 0){let data47=data46.stallAfter;if(typeof data47=="string"){if(!pattern5.test(data47)){let err93={instancePath:instancePath+"/cleanup/tasks/"+
i3+"/options/stallAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/stallAfter/pattern",keyword:"pattern",
params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err93]:
vErrors.push(err93),errors++}}else{let err94={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/stallAfter",schemaPath:"#/properties/cleanup/properties/t\
asks/items/allOf/2/then/properties/options/properties/stallAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err94]:
vErrors.push(err94),errors++}}if(data46.deleteFailedReplicas!==void 0&&typeof data46.deleteFailedReplicas!="boolean"){let err95={instancePath:instancePath+"/cle\
anup/tasks/"+i3+"/options/deleteFailedReplicas",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/deleteFailedR\
eplicas/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err95]:vErrors.push(err95),errors++}}else{let err96={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err96]:vErrors.push(err96),errors++}}if(data30.stage!==void 0&&data30.stage!=="before"){let err97={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[2].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err97]:
vErrors.push(err97),errors++}if(data30.on!==void 0){let err98={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/\
tasks/items/allOf/2/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err98]:vErrors.
push(err98),errors++}}var _valid2=_errs105===errors;if(valid33=_valid2,valid33){var props2={};props2.options=!0,props2.stage=!0,props2.on=!0,props2.task=!0}}if(!valid33){
let err99={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err99]:vErrors.push(err99),errors++}props0!==!0&&props2!==void 0&&(props2===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props2)));let _errs115=errors,valid37=!0,_errs116=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing3;
if(data30.task===void 0&&(missing3="task")){let err100={};vErrors===null?vErrors=[err100]:vErrors.push(err100),errors++}else if(data30.task!==void 0&&data30.task!==
"drain"){let err101={};vErrors===null?vErrors=[err101]:vErrors.push(err101),errors++}}var _valid3=_errs116===errors;if(errors=_errs115,vErrors!==null&&(_errs115?
vErrors.length=_errs115:vErrors=null),_valid3){let _errs118=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options!==void 0){let data52=data30.
options;if(data52&&typeof data52=="object"&&!Array.isArray(data52)){for(let key11 in data52)if(!(key11==="gracePeriod"||key11==="forceAfter"||key11==="skipPods"||
key11==="unmanaged"||key11==="emptyDir"||key11==="maxParallel")){let err102={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/3/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key11},message:"m\
ust NOT have additional properties"};vErrors===null?vErrors=[err102]:vErrors.push(err102),errors++}if(data52.gracePeriod!==void 0){let data53=data52.gracePeriod;
if(typeof data53=="string"){if(!pattern18.test(data53)){let err103={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/gracePeriod",schemaPath:"#/properti\
es/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/gracePeriod/pattern",keyword:"pattern",params:{pattern:"^$|^(?:[0-9]+(?:[.][0-9]+)?\
(?:ms|h|m|s))+$"},message:'must match pattern "^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err103]:vErrors.push(err103),errors++}}else{
let err104={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/gracePeriod",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/propertie\
s/options/properties/gracePeriod/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err104]:vErrors.push(err104),errors++}}
if(data52.forceAfter!==void 0){let data54=data52.forceAfter;if(typeof data54=="string"){if(!pattern5.test(data54)){let err105={instancePath:instancePath+"/clean\
up/tasks/"+i3+"/options/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/forceAfter/pattern",keyword:"\
pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=
[err105]:vErrors.push(err105),errors++}}else{let err106={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/forceAfter",schemaPath:"#/properties/cleanup/p\
roperties/tasks/items/allOf/3/then/properties/options/properties/forceAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err106]:vErrors.push(err106),errors++}}if(data52.skipPods!==void 0&&typeof data52.skipPods!="string"){let err107={instancePath:instancePath+"/cleanup/t\
asks/"+i3+"/options/skipPods",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/skipPods/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err107]:vErrors.push(err107),errors++}if(data52.unmanaged!==void 0){let data56=data52.unmanaged;
if(typeof data56!="string"){let err108={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/unmanaged",schemaPath:"#/properties/cleanup/properties/tasks/it\
ems/allOf/3/then/properties/options/properties/unmanaged/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err108]:vErrors.
push(err108),errors++}if(!(data56==="evict"||data56==="block")){let err109={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/unmanaged",schemaPath:"#/pr\
operties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/unmanaged/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.
properties.tasks.items.allOf[3].then.properties.options.properties.unmanaged.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=
[err109]:vErrors.push(err109),errors++}}if(data52.emptyDir!==void 0){let data57=data52.emptyDir;if(typeof data57!="string"){let err110={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/emptyDir/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err110]:vErrors.push(err110),errors++}if(!(data57==="evict"||data57==="block")){let err111={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/prope\
rties/emptyDir/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[3].then.properties.options.properties.emptyDir.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err111]:vErrors.push(err111),errors++}}if(data52.maxParallel!==void 0){let data58=data52.
maxParallel;if(!(typeof data58=="number"&&!(data58%1)&&!isNaN(data58)&&isFinite(data58))){let err112={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/m\
axParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/maxParallel/type",keyword:"type",params:{type:"in\
teger"},message:"must be integer"};vErrors===null?vErrors=[err112]:vErrors.push(err112),errors++}if(typeof data58=="number"&&isFinite(data58)){if(data58>100||isNaN(
data58)){let err113={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/\
properties/options/properties/maxParallel/maximum",keyword:"maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err113]:
vErrors.push(err113),errors++}if(data58<1||isNaN(data58)){let err114={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/maxParallel",schemaPath:"#/proper\
ties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/maxParallel/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"\
must be >= 1"};vErrors===null?vErrors=[err114]:vErrors.push(err114),errors++}}}}else{let err115={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?
vErrors=[err115]:vErrors.push(err115),errors++}}if(data30.stage!==void 0&&data30.stage!=="before"){let err116={instancePath:instancePath+"/cleanup/tasks/"+i3+"/\
stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.
properties.tasks.items.allOf[3].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err116]:vErrors.push(err116),
errors++}if(data30.on!==void 0){let err117={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3\
/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err117]:vErrors.push(err117),errors++}}
var _valid3=_errs118===errors;if(valid37=_valid3,valid37){var props3={};props3.options=!0,props3.stage=!0,props3.on=!0,props3.task=!0}}if(!valid37){let err118={
instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/if",keyword:"if",params:{failingKeyword:"then"},message:'\
must match "then" schema'};vErrors===null?vErrors=[err118]:vErrors.push(err118),errors++}props0!==!0&&props3!==void 0&&(props3===!0?props0=!0:(props0=props0||{},
Object.assign(props0,props3)));let _errs136=errors,valid41=!0,_errs137=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing4;if(data30.
task===void 0&&(missing4="task")){let err119={};vErrors===null?vErrors=[err119]:vErrors.push(err119),errors++}else if(data30.task!==void 0&&data30.task!=="portw\
orx"){let err120={};vErrors===null?vErrors=[err120]:vErrors.push(err120),errors++}}var _valid4=_errs137===errors;if(errors=_errs136,vErrors!==null&&(_errs136?vErrors.
length=_errs136:vErrors=null),_valid4){let _errs139=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options!==void 0){let data62=data30.
options;if(data62&&typeof data62=="object"&&!Array.isArray(data62)){for(let key12 in data62)if(!(key12==="endpoint"||key12==="managementEndpoint"||key12==="toke\
nFile"||key12==="caFile"||key12==="timeout"||key12==="emptyNode"||key12==="decommission"||key12==="storagelessTimeout")){let err121={instancePath:instancePath+"\
/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/additionalProperties",keyword:"additional\
Properties",params:{additionalProperty:key12},message:"must NOT have additional properties"};vErrors===null?vErrors=[err121]:vErrors.push(err121),errors++}if(data62.
endpoint!==void 0){let data63=data62.endpoint;if(typeof data63=="string"){if(!pattern20.test(data63)){let err122={instancePath:instancePath+"/cleanup/tasks/"+i3+
"/options/endpoint",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/endpoint/pattern",keyword:"pattern",params:{
pattern:"^$|^https?://[^\\s/?#@]+/?$"},message:'must match pattern "^$|^https?://[^\\s/?#@]+/?$"'};vErrors===null?vErrors=[err122]:vErrors.push(err122),errors++}}else{
let err123={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/endpoint",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/o\
ptions/properties/endpoint/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err123]:vErrors.push(err123),errors++}}
if(data62.managementEndpoint!==void 0){let data64=data62.managementEndpoint;if(typeof data64=="string"){if(!pattern20.test(data64)){let err124={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/managementEndpoint",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/management\
Endpoint/pattern",keyword:"pattern",params:{pattern:"^$|^https?://[^\\s/?#@]+/?$"},message:'must match pattern "^$|^https?://[^\\s/?#@]+/?$"'};vErrors===null?vErrors=
[err124]:vErrors.push(err124),errors++}}else{let err125={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/managementEndpoint",schemaPath:"#/properties/c\
leanup/properties/tasks/items/allOf/4/then/properties/options/properties/managementEndpoint/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err125]:vErrors.push(err125),errors++}}if(data62.tokenFile!==void 0&&typeof data62.tokenFile!="string"){let err126={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/tokenFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/tokenFile/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err126]:vErrors.push(err126),errors++}if(data62.caFile!==void 0&&typeof data62.caFile!=
"string"){let err127={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/prop\
erties/options/properties/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err127]:vErrors.push(err127),errors++}
if(data62.timeout!==void 0){let data67=data62.timeout;if(typeof data67=="string"){if(!pattern5.test(data67)){let err128={instancePath:instancePath+"/cleanup/tas\
ks/"+i3+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/timeout/pattern",keyword:"pattern",
params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err128]:
vErrors.push(err128),errors++}}else{let err129={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/timeout",schemaPath:"#/properties/cleanup/properties/ta\
sks/items/allOf/4/then/properties/options/properties/timeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err129]:
vErrors.push(err129),errors++}}if(data62.emptyNode!==void 0&&typeof data62.emptyNode!="boolean"){let err130={instancePath:instancePath+"/cleanup/tasks/"+i3+"/op\
tions/emptyNode",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/emptyNode/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean"};vErrors===null?vErrors=[err130]:vErrors.push(err130),errors++}if(data62.decommission!==void 0&&typeof data62.decommission!=
"boolean"){let err131={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/decommission",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/th\
en/properties/options/properties/decommission/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err131]:vErrors.push(
err131),errors++}if(data62.storagelessTimeout!==void 0){let data70=data62.storagelessTimeout;if(typeof data70=="string"){if(!pattern5.test(data70)){let err132={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/storagelessTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/opt\
ions/properties/storagelessTimeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+\
(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err132]:vErrors.push(err132),errors++}}else{let err133={instancePath:instancePath+"/cleanup/tasks/"+i3+
"/options/storagelessTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/storagelessTimeout/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err133]:vErrors.push(err133),errors++}}}else{let err134={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err134]:vErrors.push(err134),errors++}}if(data30.stage!==void 0){let data71=data30.stage;if(!(data71==="be\
fore"||data71==="after")){let err135={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/th\
en/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[4].then.properties.stage.enum},message:"\
must be equal to one of the allowed values"};vErrors===null?vErrors=[err135]:vErrors.push(err135),errors++}}if(data30.on!==void 0){let err136={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/on/false schema",keyword:"false schema",params:{},message:"\
boolean schema is false"};vErrors===null?vErrors=[err136]:vErrors.push(err136),errors++}}var _valid4=_errs139===errors;if(valid41=_valid4,valid41){var props4={};
props4.options=!0,props4.stage=!0,props4.on=!0,props4.task=!0}}if(!valid41){let err137={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/4/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err137]:vErrors.
push(err137),errors++}props0!==!0&&props4!==void 0&&(props4===!0?props0=!0:(props0=props0||{},Object.assign(props0,props4)));let _errs161=errors,valid45=!0,_errs162=errors;
if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing5;if(data30.task===void 0&&(missing5="task")){let err138={};vErrors===null?vErrors=[err138]:
vErrors.push(err138),errors++}else if(data30.task!==void 0&&data30.task!=="volumes-detach"){let err139={};vErrors===null?vErrors=[err139]:vErrors.push(err139),errors++}}
var _valid5=_errs162===errors;if(errors=_errs161,vErrors!==null&&(_errs161?vErrors.length=_errs161:vErrors=null),_valid5){let _errs164=errors;if(data30&&typeof data30==
"object"&&!Array.isArray(data30)){if(data30.options!==void 0){let data74=data30.options;if(data74&&typeof data74=="object"&&!Array.isArray(data74)){for(let key13 in data74)
if(!(key13==="outOfService"||key13==="forceDetach"||key13==="proofURL"||key13==="proofHeadersFile"||key13==="proofCAFile"||key13==="proofTimeout")){let err140={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/additionalProp\
erties",keyword:"additionalProperties",params:{additionalProperty:key13},message:"must NOT have additional properties"};vErrors===null?vErrors=[err140]:vErrors.
push(err140),errors++}if(data74.outOfService!==void 0&&typeof data74.outOfService!="boolean"){let err141={instancePath:instancePath+"/cleanup/tasks/"+i3+"/optio\
ns/outOfService",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/outOfService/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean"};vErrors===null?vErrors=[err141]:vErrors.push(err141),errors++}if(data74.forceDetach!==void 0&&typeof data74.forceDetach!="b\
oolean"){let err142={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/forceDetach",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/\
properties/options/properties/forceDetach/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err142]:vErrors.push(err142),
errors++}if(data74.proofURL!==void 0){let data77=data74.proofURL;if(typeof data77=="string"){if(!pattern24.test(data77)){let err143={instancePath:instancePath+"\
/cleanup/tasks/"+i3+"/options/proofURL",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofURL/pattern",keyword:"\
pattern",params:{pattern:"^$|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"},message:'must match pattern "^$|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"'};vErrors===null?vErrors=
[err143]:vErrors.push(err143),errors++}}else{let err144={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/proofURL",schemaPath:"#/properties/cleanup/pro\
perties/tasks/items/allOf/5/then/properties/options/properties/proofURL/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err144]:vErrors.push(err144),errors++}}if(data74.proofHeadersFile!==void 0&&typeof data74.proofHeadersFile!="string"){let err145={instancePath:instancePath+"/c\
leanup/tasks/"+i3+"/options/proofHeadersFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofHeadersFil\
e/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err145]:vErrors.push(err145),errors++}if(data74.proofCAFile!==void 0&&
typeof data74.proofCAFile!="string"){let err146={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/proofCAFile",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/5/then/properties/options/properties/proofCAFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err146]:vErrors.push(err146),errors++}if(data74.proofTimeout!==void 0){let data80=data74.proofTimeout;if(typeof data80=="string"){if(!pattern5.test(data80)){let err147={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/proofTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/p\
roperties/proofTimeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+\
)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err147]:vErrors.push(err147),errors++}}else{let err148={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/pr\
oofTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofTimeout/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"};vErrors===null?vErrors=[err148]:vErrors.push(err148),errors++}}}else{let err149={instancePath:instancePath+"/cleanup/tasks/"+i3+
"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be \
object"};vErrors===null?vErrors=[err149]:vErrors.push(err149),errors++}}if(data30.stage!==void 0&&data30.stage!=="before"){let err150={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[5].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err150]:
vErrors.push(err150),errors++}if(data30.on!==void 0){let err151={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/5/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err151]:vErrors.
push(err151),errors++}}var _valid5=_errs164===errors;if(valid45=_valid5,valid45){var props5={};props5.options=!0,props5.stage=!0,props5.on=!0,props5.task=!0}}if(!valid45){
let err152={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err152]:vErrors.push(err152),errors++}props0!==!0&&props5!==void 0&&(props5===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props5)));let _errs182=errors,valid49=!0,_errs183=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing6;
if(data30.task===void 0&&(missing6="task")){let err153={};vErrors===null?vErrors=[err153]:vErrors.push(err153),errors++}else if(data30.task!==void 0&&data30.task!==
"longhorn-forget"){let err154={};vErrors===null?vErrors=[err154]:vErrors.push(err154),errors++}}var _valid6=_errs183===errors;if(errors=_errs182,vErrors!==null&&
(_errs182?vErrors.length=_errs182:vErrors=null),_valid6){let _errs185=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options!==void 0){
let data84=data30.options;if(data84&&typeof data84=="object"&&!Array.isArray(data84))for(let key14 in data84){let err155={instancePath:instancePath+"/cleanup/ta\
sks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/properties/options/additionalProperties",keyword:"additionalProperties",
params:{additionalProperty:key14},message:"must NOT have additional properties"};vErrors===null?vErrors=[err155]:vErrors.push(err155),errors++}else{let err156={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/properties/options/type",keyword:"\
type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err156]:vErrors.push(err156),errors++}}if(data30.stage!==void 0&&data30.stage!=="\
after"){let err157={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/properties/stag\
e/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[6].then.properties.stage.enum},message:"must be equal to o\
ne of the allowed values"};vErrors===null?vErrors=[err157]:vErrors.push(err157),errors++}if(data30.on!==void 0){let err158={instancePath:instancePath+"/cleanup/\
tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/properties/on/false schema",keyword:"false schema",params:{},message:"bool\
ean schema is false"};vErrors===null?vErrors=[err158]:vErrors.push(err158),errors++}}var _valid6=_errs185===errors;if(valid49=_valid6,valid49){var props6={};props6.
options=!0,props6.stage=!0,props6.on=!0,props6.task=!0}}if(!valid49){let err159={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup\
/properties/tasks/items/allOf/6/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err159]:vErrors.push(
err159),errors++}props0!==!0&&props6!==void 0&&(props6===!0?props0=!0:(props0=props0||{},Object.assign(props0,props6)));let _errs191=errors,valid52=!0,_errs192=errors;
if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing7;if(data30.task===void 0&&(missing7="task")){let err160={};vErrors===null?vErrors=[err160]:
vErrors.push(err160),errors++}else if(data30.task!==void 0&&data30.task!=="volumes-verify"){let err161={};vErrors===null?vErrors=[err161]:vErrors.push(err161),errors++}}
var _valid7=_errs192===errors;if(errors=_errs191,vErrors!==null&&(_errs191?vErrors.length=_errs191:vErrors=null),_valid7){let _errs194=errors;if(data30&&typeof data30==
"object"&&!Array.isArray(data30)){if(data30.options!==void 0){let data88=data30.options;if(data88&&typeof data88=="object"&&!Array.isArray(data88)){for(let key15 in data88)
if(!(key15==="deleteReleased"||key15==="cleanDrivers")){let err162={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/p\
roperties/tasks/items/allOf/7/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key15},message:"must NOT h\
ave additional properties"};vErrors===null?vErrors=[err162]:vErrors.push(err162),errors++}if(data88.deleteReleased!==void 0&&typeof data88.deleteReleased!="bool\
ean"){let err163={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/deleteReleased",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/\
properties/options/properties/deleteReleased/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err163]:vErrors.push(
err163),errors++}if(data88.cleanDrivers!==void 0){let data90=data88.cleanDrivers;if(Array.isArray(data90)){if(data90.length>50){let err164={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/cleanDrivers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/max\
Items",keyword:"maxItems",params:{limit:50},message:"must NOT have more than 50 items"};vErrors===null?vErrors=[err164]:vErrors.push(err164),errors++}let len7=data90.
length;for(let i10=0;i10<len7;i10++){let data91=data90[i10];if(typeof data91=="string"){if(func1(data91)>253){let err165={instancePath:instancePath+"/cleanup/ta\
sks/"+i3+"/options/cleanDrivers/"+i10,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/items/maxL\
ength",keyword:"maxLength",params:{limit:253},message:"must NOT have more than 253 characters"};vErrors===null?vErrors=[err165]:vErrors.push(err165),errors++}if(func1(
data91)<1){let err166={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/cleanDrivers/"+i10,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf\
/7/then/properties/options/properties/cleanDrivers/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===
null?vErrors=[err166]:vErrors.push(err166),errors++}}else{let err167={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/cleanDrivers/"+i10,schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/items/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"};vErrors===null?vErrors=[err167]:vErrors.push(err167),errors++}}let i11=data90.length,j3;if(i11>1){let indices3={};for(;i11--;){let item3=data90[i11];
if(typeof item3=="string"){if(typeof indices3[item3]=="number"){j3=indices3[item3];let err168={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/cleanDri\
vers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/uniqueItems",keyword:"uniqueItems",params:{
i:i11,j:j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i11+" are identical)"};vErrors===null?vErrors=[err168]:vErrors.push(err168),errors++;break}
indices3[item3]=i11}}}}else{let err169={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/cleanDrivers",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/7/then/properties/options/properties/cleanDrivers/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err169]:
vErrors.push(err169),errors++}}}else{let err170={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/7/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err170]:vErrors.push(err170),errors++}}
if(data30.stage!==void 0&&data30.stage!=="after"){let err171={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/7/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[7].then.properties.
stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err171]:vErrors.push(err171),errors++}if(data30.on!==void 0){let err172={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/on/false schema",keyword:"f\
alse schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err172]:vErrors.push(err172),errors++}}var _valid7=_errs194===errors;if(valid52=
_valid7,valid52){var props7={};props7.options=!0,props7.stage=!0,props7.on=!0,props7.task=!0}}if(!valid52){let err173={instancePath:instancePath+"/cleanup/tasks\
/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===
null?vErrors=[err173]:vErrors.push(err173),errors++}props0!==!0&&props7!==void 0&&(props7===!0?props0=!0:(props0=props0||{},Object.assign(props0,props7)));let _errs206=errors,
valid59=!0,_errs207=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing8;if(data30.task===void 0&&(missing8="task")){let err174={};vErrors===
null?vErrors=[err174]:vErrors.push(err174),errors++}else if(data30.task!==void 0&&data30.task!=="http"){let err175={};vErrors===null?vErrors=[err175]:vErrors.push(
err175),errors++}}var _valid8=_errs207===errors;if(errors=_errs206,vErrors!==null&&(_errs206?vErrors.length=_errs206:vErrors=null),_valid8){let _errs209=errors;
if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options===void 0){let err176={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#\
/properties/cleanup/properties/tasks/items/allOf/8/then/required",keyword:"required",params:{missingProperty:"options"},message:"must have required property 'op\
tions'"};vErrors===null?vErrors=[err176]:vErrors.push(err176),errors++}if(data30.options!==void 0){let data95=data30.options;if(data95&&typeof data95=="object"&&
!Array.isArray(data95)){if(data95.url===void 0){let err177={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/8/then/properties/options/required",keyword:"required",params:{missingProperty:"url"},message:"must have required property 'url'"};vErrors===
null?vErrors=[err177]:vErrors.push(err177),errors++}for(let key16 in data95)if(!(key16==="url"||key16==="tokenFile"||key16==="certFile"||key16==="keyFile"||key16===
"caFile"||key16==="headersFile"||key16==="timeout")){let err178={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/prop\
erties/tasks/items/allOf/8/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key16},message:"must NOT have\
 additional properties"};vErrors===null?vErrors=[err178]:vErrors.push(err178),errors++}if(data95.url!==void 0){let data96=data95.url;if(typeof data96=="string"){
if(!pattern26.test(data96)){let err179={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/al\
lOf/8/then/properties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"},message:'must match pattern "^ht\
tps?://[^\\s/?#@]+(?:[/?#]\\S*)?$"'};vErrors===null?vErrors=[err179]:vErrors.push(err179),errors++}}else{let err180={instancePath:instancePath+"/cleanup/tasks/"+
i3+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/url/type",keyword:"type",params:{type:"stri\
ng"},message:"must be string"};vErrors===null?vErrors=[err180]:vErrors.push(err180),errors++}}if(data95.tokenFile!==void 0&&typeof data95.tokenFile!="string"){let err181={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/tokenFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/prop\
erties/tokenFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err181]:vErrors.push(err181),errors++}if(data95.certFile!==
void 0&&typeof data95.certFile!="string"){let err182={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/certFile",schemaPath:"#/properties/cleanup/proper\
ties/tasks/items/allOf/8/then/properties/options/properties/certFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err182]:vErrors.push(err182),errors++}if(data95.keyFile!==void 0&&typeof data95.keyFile!="string"){let err183={instancePath:instancePath+"/cleanup/tasks/"+i3+"\
/options/keyFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/keyFile/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err183]:vErrors.push(err183),errors++}if(data95.caFile!==void 0&&typeof data95.caFile!="string"){let err184={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/propert\
ies/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err184]:vErrors.push(err184),errors++}if(data95.headersFile!==
void 0&&typeof data95.headersFile!="string"){let err185={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/headersFile",schemaPath:"#/properties/cleanup/\
properties/tasks/items/allOf/8/then/properties/options/properties/headersFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err185]:vErrors.push(err185),errors++}if(data95.timeout!==void 0){let data102=data95.timeout;if(typeof data102=="string"){if(!pattern5.test(data102)){let err186={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/proper\
ties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|\
m|s))+$"'};vErrors===null?vErrors=[err186]:vErrors.push(err186),errors++}}else{let err187={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/timeout",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/timeout/type",keyword:"type",params:{type:"string"},message:"must be stri\
ng"};vErrors===null?vErrors=[err187]:vErrors.push(err187),errors++}}}else{let err188={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/pr\
operties/cleanup/properties/tasks/items/allOf/8/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err188]:vErrors.push(err188),errors++}}if(data30.stage!==void 0){let data103=data30.stage;if(!(data103==="before"||data103==="after")){let err189={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[8].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err189]:
vErrors.push(err189),errors++}}if(data30.on!==void 0){let err190={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/8/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err190]:vErrors.
push(err190),errors++}}var _valid8=_errs209===errors;if(valid59=_valid8,valid59){var props8={};props8.options=!0,props8.stage=!0,props8.on=!0,props8.task=!0}}if(!valid59){
let err191={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err191]:vErrors.push(err191),errors++}props0!==!0&&props8!==void 0&&(props8===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props8)));let _errs229=errors,valid63=!0,_errs230=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing9;
if(data30.task===void 0&&(missing9="task")){let err192={};vErrors===null?vErrors=[err192]:vErrors.push(err192),errors++}else if(data30.task!==void 0&&data30.task!==
"job"){let err193={};vErrors===null?vErrors=[err193]:vErrors.push(err193),errors++}}var _valid9=_errs230===errors;if(errors=_errs229,vErrors!==null&&(_errs229?vErrors.
length=_errs229:vErrors=null),_valid9){let _errs232=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options===void 0){let err194={instancePath:instancePath+
"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/required",keyword:"required",params:{missingProperty:"options"},message:"\
must have required property 'options'"};vErrors===null?vErrors=[err194]:vErrors.push(err194),errors++}if(data30.options!==void 0){let data106=data30.options;if(data106&&
typeof data106=="object"&&!Array.isArray(data106)){if(data106.namespace===void 0){let err195={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/required",keyword:"required",params:{missingProperty:"namespace"},message:"must have\
 required property 'namespace'"};vErrors===null?vErrors=[err195]:vErrors.push(err195),errors++}if(data106.template===void 0){let err196={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/required",keyword:"required",params:{missingProperty:"\
template"},message:"must have required property 'template'"};vErrors===null?vErrors=[err196]:vErrors.push(err196),errors++}for(let key17 in data106)if(!(key17===
"namespace"||key17==="template"||key17==="on"||key17==="whenDead"||key17==="keep"||key17==="logLines")){let err197={instancePath:instancePath+"/cleanup/tasks/"+
i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:key17},message:"must NOT have additional properties"};vErrors===null?vErrors=[err197]:vErrors.push(err197),errors++}if(data106.namespace!==void 0){
let data107=data106.namespace;if(typeof data107=="string"){if(!pattern28.test(data107)){let err198={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/nam\
espace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/namespace/pattern",keyword:"pattern",params:{pattern:"\
^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=[err198]:vErrors.push(err198),
errors++}}else{let err199={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/namespace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/t\
hen/properties/options/properties/namespace/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err199]:vErrors.push(err199),
errors++}}if(data106.template!==void 0){let data108=data106.template;if(validate21(data108,{instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template",parentData:data106,
parentDataProperty:"template",rootData,dynamicAnchors})||(vErrors=vErrors===null?validate21.errors:vErrors.concat(validate21.errors),errors=vErrors.length),data108&&
typeof data108=="object"&&!Array.isArray(data108)){if(data108.spec===void 0){let err200={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"\
must have required property 'spec'"};vErrors===null?vErrors=[err200]:vErrors.push(err200),errors++}for(let key18 in data108)if(!(key18==="metadata"||key18==="sp\
ec")){let err201={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/proper\
ties/options/properties/template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key18},message:"must NOT have additional proper\
ties"};vErrors===null?vErrors=[err201]:vErrors.push(err201),errors++}if(data108.metadata!==void 0){let data109=data108.metadata;if(data109&&typeof data109=="obj\
ect"&&!Array.isArray(data109)){for(let key19 in data109)if(!(key19==="labels"||key19==="annotations")){let err202={instancePath:instancePath+"/cleanup/tasks/"+i3+
"/options/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/metadata/add\
itionalProperties",keyword:"additionalProperties",params:{additionalProperty:key19},message:"must NOT have additional properties"};vErrors===null?vErrors=[err202]:
vErrors.push(err202),errors++}}else{let err203={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/metadata",schemaPath:"#/properties/cleanup/pro\
perties/tasks/items/allOf/9/then/properties/options/properties/template/properties/metadata/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.
tasks.items.allOf[9].then.properties.options.properties.template.properties.metadata.type},message:"must be object"};vErrors===null?vErrors=[err203]:vErrors.push(
err203),errors++}}if(data108.spec!==void 0){let data110=data108.spec;if(data110&&typeof data110=="object"&&!Array.isArray(data110)){if(data110.template===void 0){
let err204={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/propert\
ies/options/properties/template/properties/spec/required",keyword:"required",params:{missingProperty:"template"},message:"must have required property 'template'"};
vErrors===null?vErrors=[err204]:vErrors.push(err204),errors++}for(let key20 in data110)if(!func5.call(schema31.properties.cleanup.properties.tasks.items.allOf[9].
then.properties.options.properties.template.properties.spec.properties,key20)){let err205={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spe\
c",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/additionalProperties",keyword:"ad\
ditionalProperties",params:{additionalProperty:key20},message:"must NOT have additional properties"};vErrors===null?vErrors=[err205]:vErrors.push(err205),errors++}
if(data110.template!==void 0){let data111=data110.template;if(data111&&typeof data111=="object"&&!Array.isArray(data111)){if(data111.spec===void 0){let err206={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties\
/options/properties/template/properties/spec/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"must have required proper\
ty 'spec'"};vErrors===null?vErrors=[err206]:vErrors.push(err206),errors++}for(let key21 in data111)if(!(key21==="metadata"||key21==="spec")){let err207={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/templa\
te/properties/spec/properties/template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key21},message:"must NOT have additional \
properties"};vErrors===null?vErrors=[err207]:vErrors.push(err207),errors++}if(data111.metadata!==void 0){let data112=data111.metadata;if(data112&&typeof data112==
"object"&&!Array.isArray(data112)){for(let key22 in data112)if(!(key22==="labels"||key22==="annotations")){let err208={instancePath:instancePath+"/cleanup/tasks\
/"+i3+"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/pro\
perties/spec/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key22},message:"must NOT ha\
ve additional properties"};vErrors===null?vErrors=[err208]:vErrors.push(err208),errors++}}else{let err209={instancePath:instancePath+"/cleanup/tasks/"+i3+"/opti\
ons/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec\
/properties/template/properties/metadata/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.
template.properties.spec.properties.template.properties.metadata.type},message:"must be object"};vErrors===null?vErrors=[err209]:vErrors.push(err209),errors++}}
if(data111.spec!==void 0){let data113=data111.spec;if(data113&&typeof data113=="object"&&!Array.isArray(data113)){if(data113.containers===void 0){let err210={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/template/spec/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/t\
emplate/properties/spec/properties/template/properties/spec/required",keyword:"required",params:{missingProperty:"containers"},message:"must have required prope\
rty 'containers'"};vErrors===null?vErrors=[err210]:vErrors.push(err210),errors++}if(data113.restartPolicy!==void 0){let data114=data113.restartPolicy;if(typeof data114!=
"string"){let err211={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/prope\
rties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/restartPolicy/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err211]:vErrors.push(err211),errors++}if(!(data114==="Never"||data114==="OnFailur\
e")){let err212={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/properties\
/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/restartPolicy/enum",keyword:"enu\
m",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.
properties.spec.properties.restartPolicy.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err212]:vErrors.push(err212),errors++}}
if(data113.containers!==void 0){let data115=data113.containers;if(Array.isArray(data115)){if(data115.length<1){let err213={instancePath:instancePath+"/cleanup/t\
asks/"+i3+"/options/template/spec/template/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/t\
emplate/properties/spec/properties/template/properties/spec/properties/containers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer tha\
n 1 items"};vErrors===null?vErrors=[err213]:vErrors.push(err213),errors++}let len8=data115.length;for(let i12=0;i12<len8;i12++){let data116=data115[i12];if(data116&&
typeof data116=="object"&&!Array.isArray(data116)){if(data116.name===void 0){let err214={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/\
template/spec/containers/"+i12,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/prope\
rties/template/properties/spec/properties/containers/items/required",keyword:"required",params:{missingProperty:"name"},message:"must have required property 'na\
me'"};vErrors===null?vErrors=[err214]:vErrors.push(err214),errors++}if(data116.image===void 0){let err215={instancePath:instancePath+"/cleanup/tasks/"+i3+"/opti\
ons/template/spec/template/spec/containers/"+i12,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/pro\
perties/spec/properties/template/properties/spec/properties/containers/items/required",keyword:"required",params:{missingProperty:"image"},message:"must have re\
quired property 'image'"};vErrors===null?vErrors=[err215]:vErrors.push(err215),errors++}if(data116.name!==void 0){let data117=data116.name;if(typeof data117=="s\
tring"){if(func1(data117)<1){let err216={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template/spec/containers/"+i12+"/name",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/name/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err216]:
vErrors.push(err216),errors++}}else{let err217={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template/spec/containers/"+i12+"/name",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err217]:vErrors.push(err217),errors++}}
if(data116.image!==void 0){let data118=data116.image;if(typeof data118=="string"){if(func1(data118)<1){let err218={instancePath:instancePath+"/cleanup/tasks/"+i3+
"/options/template/spec/template/spec/containers/"+i12+"/image",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properti\
es/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/image/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err218]:vErrors.push(err218),errors++}}else{let err219={instancePath:instancePath+"/cleanup/task\
s/"+i3+"/options/template/spec/template/spec/containers/"+i12+"/image",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/p\
roperties/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/image/type",keyword:"type",params:{type:"string"},
message:"must be string"};vErrors===null?vErrors=[err219]:vErrors.push(err219),errors++}}}else{let err220={instancePath:instancePath+"/cleanup/tasks/"+i3+"/opti\
ons/template/spec/template/spec/containers/"+i12,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/pro\
perties/spec/properties/template/properties/spec/properties/containers/items/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.
allOf[9].then.properties.options.properties.template.properties.spec.properties.template.properties.spec.properties.containers.items.type},message:"must be obje\
ct"};vErrors===null?vErrors=[err220]:vErrors.push(err220),errors++}}}else{let err221={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/tem\
plate/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/te\
mplate/properties/spec/properties/containers/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err221]:vErrors.push(err221),
errors++}}if(data113.nodeName!==void 0){let err222={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template/spec/nodeName",schemaPath:"#\
/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/no\
deName/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err222]:vErrors.push(err222),errors++}}else{let err223={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/prope\
rties/options/properties/template/properties/spec/properties/template/properties/spec/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.
items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.properties.spec.type},message:"must be object"};vErrors===null?vErrors=
[err223]:vErrors.push(err223),errors++}}}else{let err224={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/template",schemaPath:"#/propert\
ies/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/type",keyword:"type",params:{type:schema31.
properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.type},message:"must be object"};
vErrors===null?vErrors=[err224]:vErrors.push(err224),errors++}}if(data110.activeDeadlineSeconds!==void 0){let data120=data110.activeDeadlineSeconds;if(!(typeof data120==
"number"&&!(data120%1)&&!isNaN(data120)&&isFinite(data120))){let err225={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/activeDeadlineSe\
conds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/activeDeadlineSeco\
nds/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err225]:vErrors.push(err225),errors++}if(typeof data120=="nu\
mber"&&isFinite(data120)&&(data120<1||isNaN(data120))){let err226={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec/activeDeadlineSeconds",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/activeDeadlineSeconds/min\
imum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err226]:vErrors.push(err226),errors++}}if(data110.backoffLimit!==
void 0){let data121=data110.backoffLimit;if(!(typeof data121=="number"&&!(data121%1)&&!isNaN(data121)&&isFinite(data121))){let err227={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/te\
mplate/properties/spec/properties/backoffLimit/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err227]:vErrors.push(
err227),errors++}if(typeof data121=="number"&&isFinite(data121)&&(data121<0||isNaN(data121))){let err228={instancePath:instancePath+"/cleanup/tasks/"+i3+"/optio\
ns/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/prope\
rties/backoffLimit/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err228]:vErrors.push(err228),errors++}}}else{
let err229={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/propert\
ies/options/properties/template/properties/spec/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.
properties.template.properties.spec.type},message:"must be object"};vErrors===null?vErrors=[err229]:vErrors.push(err229),errors++}}}else{let err230={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/type",keyword:"\
type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err230]:vErrors.push(err230),errors++}}if(data106.on!==void 0){let data122=data106.
on;if(typeof data122!="string"){let err231={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/on",schemaPath:"#/properties/cleanup/properties/tasks/items\
/allOf/9/then/properties/options/properties/on/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err231]:vErrors.push(
err231),errors++}if(!(data122==="node"||data122==="anywhere")){let err232={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/on",schemaPath:"#/properties\
/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/on/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.
tasks.items.allOf[9].then.properties.options.properties.on.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err232]:vErrors.push(
err232),errors++}}if(data106.whenDead!==void 0){let data123=data106.whenDead;if(typeof data123!="string"){let err233={instancePath:instancePath+"/cleanup/tasks/"+
i3+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/whenDead/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err233]:vErrors.push(err233),errors++}if(!(data123==="block"||data123==="skip")){let err234={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/whenDead/enum",keyword:"\
enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.whenDead.enum},message:"must be equal\
 to one of the allowed values"};vErrors===null?vErrors=[err234]:vErrors.push(err234),errors++}}if(data106.keep!==void 0){let data124=data106.keep;if(typeof data124==
"string"){if(!pattern5.test(data124)){let err235={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/keep",schemaPath:"#/properties/cleanup/properties/tas\
ks/items/allOf/9/then/properties/options/properties/keep/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must mat\
ch pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err235]:vErrors.push(err235),errors++}}else{let err236={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/keep",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/keep/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err236]:vErrors.push(err236),errors++}}if(data106.logLines!==void 0){let data125=data106.
logLines;if(!(typeof data125=="number"&&!(data125%1)&&!isNaN(data125)&&isFinite(data125))){let err237={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/\
logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/logLines/type",keyword:"type",params:{type:"integer"},
message:"must be integer"};vErrors===null?vErrors=[err237]:vErrors.push(err237),errors++}if(typeof data125=="number"&&isFinite(data125)){if(data125>100||isNaN(data125)){
let err238={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/o\
ptions/properties/logLines/maximum",keyword:"maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err238]:vErrors.push(
err238),errors++}if(data125<0||isNaN(data125)){let err239={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/logLines",schemaPath:"#/properties/cleanup/p\
roperties/tasks/items/allOf/9/then/properties/options/properties/logLines/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===
null?vErrors=[err239]:vErrors.push(err239),errors++}}}}else{let err240={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/clean\
up/properties/tasks/items/allOf/9/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err240]:
vErrors.push(err240),errors++}}if(data30.stage!==void 0){let data126=data30.stage;if(!(data126==="before"||data126==="after")){let err241={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[9].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err241]:
vErrors.push(err241),errors++}}if(data30.on!==void 0){let err242={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/9/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err242]:vErrors.
push(err242),errors++}}var _valid9=_errs232===errors;if(valid63=_valid9,valid63){var props9={};props9.options=!0,props9.stage=!0,props9.on=!0,props9.task=!0}}if(!valid63){
let err243={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err243]:vErrors.push(err243),errors++}props0!==!0&&props9!==void 0&&(props9===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props9)));let _errs279=errors,valid74=!0,_errs280=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing10;
if(data30.task===void 0&&(missing10="task")){let err244={};vErrors===null?vErrors=[err244]:vErrors.push(err244),errors++}else if(data30.task!==void 0&&data30.task!==
"notify"){let err245={};vErrors===null?vErrors=[err245]:vErrors.push(err245),errors++}}var _valid10=_errs280===errors;if(errors=_errs279,vErrors!==null&&(_errs279?
vErrors.length=_errs279:vErrors=null),_valid10){let _errs282=errors,_errs283=errors,valid76=!1,_errs284=errors;if(data30&&typeof data30=="object"&&!Array.isArray(
data30)&&data30.on===void 0){let err246={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/an\
yOf/0/required",keyword:"required",params:{missingProperty:"on"},message:"must have required property 'on'"};vErrors===null?vErrors=[err246]:vErrors.push(err246),
errors++}var _valid11=_errs284===errors;valid76=valid76||_valid11;let _errs285=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)&&data30.stage===
void 0){let err247={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/anyOf/1/required",keyword:"\
required",params:{missingProperty:"stage"},message:"must have required property 'stage'"};vErrors===null?vErrors=[err247]:vErrors.push(err247),errors++}var _valid11=_errs285===
errors;if(valid76=valid76||_valid11,valid76)errors=_errs283,vErrors!==null&&(_errs283?vErrors.length=_errs283:vErrors=null);else{let err248={instancePath:instancePath+
"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyO\
f"};vErrors===null?vErrors=[err248]:vErrors.push(err248),errors++}if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.options===void 0){let err249={
instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/required",keyword:"required",params:{missingProperty:"\
options"},message:"must have required property 'options'"};vErrors===null?vErrors=[err249]:vErrors.push(err249),errors++}if(data30.options!==void 0){let data129=data30.
options,_errs288=errors,valid78=!1,_errs289=errors;if(data129&&typeof data129=="object"&&!Array.isArray(data129)&&data129.url===void 0){let err250={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/anyOf/0/required",keyword:"required",params:{
missingProperty:"url"},message:"must have required property 'url'"};vErrors===null?vErrors=[err250]:vErrors.push(err250),errors++}var _valid12=_errs289===errors;
valid78=valid78||_valid12;let _errs290=errors;if(data129&&typeof data129=="object"&&!Array.isArray(data129)&&data129.urlFile===void 0){let err251={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/anyOf/1/required",keyword:"required",params:{
missingProperty:"urlFile"},message:"must have required property 'urlFile'"};vErrors===null?vErrors=[err251]:vErrors.push(err251),errors++}var _valid12=_errs290===
errors;if(valid78=valid78||_valid12,valid78)errors=_errs288,vErrors!==null&&(_errs288?vErrors.length=_errs288:vErrors=null);else{let err252={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/anyOf",keyword:"anyOf",params:{},message:"\
must match a schema in anyOf"};vErrors===null?vErrors=[err252]:vErrors.push(err252),errors++}if(data129&&typeof data129=="object"&&!Array.isArray(data129)){for(let key23 in data129)
if(!func5.call(schema31.properties.cleanup.properties.tasks.items.allOf[10].then.properties.options.properties,key23)){let err253={instancePath:instancePath+"/c\
leanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/additionalProperties",keyword:"additionalP\
roperties",params:{additionalProperty:key23},message:"must NOT have additional properties"};vErrors===null?vErrors=[err253]:vErrors.push(err253),errors++}if(data129.
url!==void 0){let data130=data129.url;if(typeof data130=="string"){if(!pattern24.test(data130)){let err254={instancePath:instancePath+"/cleanup/tasks/"+i3+"/opt\
ions/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^$\
|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"},message:'must match pattern "^$|^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"'};vErrors===null?vErrors=[err254]:vErrors.push(err254),
errors++}}else{let err255={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/p\
roperties/options/properties/url/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err255]:vErrors.push(err255),errors++}}
if(data129.urlFile!==void 0&&typeof data129.urlFile!="string"){let err256={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/urlFile",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/urlFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err256]:vErrors.push(err256),errors++}if(data129.format!==void 0){let data132=data129.format;if(typeof data132!="string"){let err257={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/format",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/format/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err257]:vErrors.push(err257),errors++}if(!(data132==="json"||data132==="cloudeven\
ts"||data132==="slack"||data132==="alertmanager")){let err258={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/format",schemaPath:"#/properties/cleanup\
/properties/tasks/items/allOf/10/then/properties/options/properties/format/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[10].then.properties.options.properties.format.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err258]:vErrors.push(
err258),errors++}}if(data129.body!==void 0){let data133=data129.body;if(typeof data133=="string"){if(!pattern32.test(data133)){let err259={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/body/pattern",keyword:"\
pattern",params:{pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"},message:'\
must match pattern "^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"'};vErrors===
null?vErrors=[err259]:vErrors.push(err259),errors++}}else{let err260={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/body",schemaPath:"#/properties/cl\
eanup/properties/tasks/items/allOf/10/then/properties/options/properties/body/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err260]:vErrors.push(err260),errors++}}if(data129.text!==void 0){let data134=data129.text;if(typeof data134=="string"){if(!pattern32.test(data134)){let err261={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/text",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properti\
es/text/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|\
time)\\s*[}][}])*$"},message:'must match pattern "^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|ti\
me)\\s*[}][}])*$"'};vErrors===null?vErrors=[err261]:vErrors.push(err261),errors++}}else{let err262={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/tex\
t",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/text/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err262]:vErrors.push(err262),errors++}}if(data129.channel!==void 0&&typeof data129.channel!="string"){let err263={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/channel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/channel/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err263]:vErrors.push(err263),errors++}if(data129.username!==void 0&&typeof data129.
username!="string"){let err264={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/username",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf\
/10/then/properties/options/properties/username/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err264]:vErrors.push(
err264),errors++}if(data129.source!==void 0){let data137=data129.source;if(typeof data137=="string"){if(!pattern34.test(data137)){let err265={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/options/source",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/source/pattern",keyword:"\
pattern",params:{pattern:"^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$"},message:`must match pattern "^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$"`};vErrors===null?vErrors=[err265]:
vErrors.push(err265),errors++}}else{let err266={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/source",schemaPath:"#/properties/cleanup/properties/tas\
ks/items/allOf/10/then/properties/options/properties/source/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err266]:
vErrors.push(err266),errors++}}if(data129.labels!==void 0){let data138=data129.labels;if(data138&&typeof data138=="object"&&!Array.isArray(data138)){for(let key24 in data138){
let _errs310=errors,_errs311=errors,_errs312=errors;if(!(key24==="alertname"||key24==="node"||key24==="record")){let err267={};vErrors===null?vErrors=[err267]:vErrors.
push(err267),errors++}var valid81=_errs312===errors;if(valid81){let err268={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/labels",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/labels/propertyNames/not",keyword:"not",params:{},message:"must NOT be valid",propertyName:key24};
vErrors===null?vErrors=[err268]:vErrors.push(err268),errors++}else errors=_errs311,vErrors!==null&&(_errs311?vErrors.length=_errs311:vErrors=null);if(typeof key24==
"string"&&!pattern35.test(key24)){let err269={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/labels",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/10/then/properties/options/properties/labels/propertyNames/pattern",keyword:"pattern",params:{pattern:"^[a-zA-Z_][a-zA-Z0-9_]*$"},message:'must mat\
ch pattern "^[a-zA-Z_][a-zA-Z0-9_]*$"',propertyName:key24};vErrors===null?vErrors=[err269]:vErrors.push(err269),errors++}var valid80=_errs310===errors;if(!valid80){
let err270={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/labels",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/op\
tions/properties/labels/propertyNames",keyword:"propertyNames",params:{propertyName:key24},message:"property name must be valid"};vErrors===null?vErrors=[err270]:
vErrors.push(err270),errors++}}for(let key25 in data138)if(typeof data138[key25]!="string"){let err271={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options\
/labels/"+key25.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/label\
s/additionalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err271]:vErrors.push(err271),errors++}}else{
let err272={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/labels",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/op\
tions/properties/labels/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err272]:vErrors.push(err272),errors++}}if(data129.
alertFor!==void 0){let data140=data129.alertFor;if(typeof data140=="string"){if(!pattern5.test(data140)){let err273={instancePath:instancePath+"/cleanup/tasks/"+
i3+"/options/alertFor",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/alertFor/pattern",keyword:"pattern",params:{
pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err273]:vErrors.
push(err273),errors++}}else{let err274={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/alertFor",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/10/then/properties/options/properties/alertFor/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err274]:vErrors.
push(err274),errors++}}if(data129.headersFile!==void 0&&typeof data129.headersFile!="string"){let err275={instancePath:instancePath+"/cleanup/tasks/"+i3+"/optio\
ns/headersFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/headersFile/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err275]:vErrors.push(err275),errors++}if(data129.caFile!==void 0&&typeof data129.caFile!="string"){let err276={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/proper\
ties/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err276]:vErrors.push(err276),errors++}if(data129.timeout!==
void 0){let data143=data129.timeout;if(typeof data143=="string"){if(!pattern5.test(data143)){let err277={instancePath:instancePath+"/cleanup/tasks/"+i3+"/option\
s/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/timeout/pattern",keyword:"pattern",params:{pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err277]:vErrors.push(err277),
errors++}}else{let err278={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/th\
en/properties/options/properties/timeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err278]:vErrors.push(err278),
errors++}}}else{let err279={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/prop\
erties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err279]:vErrors.push(err279),errors++}}if(data30.stage!==
void 0){let data144=data30.stage;if(!(data144==="before"||data144==="after")){let err280={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/10/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[10].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err280]:vErrors.push(err280),errors++}}}
var _valid10=_errs282===errors;if(valid74=_valid10,valid74){var props10={};props10.options=!0,props10.stage=!0,props10.task=!0}}if(!valid74){let err281={instancePath:instancePath+
"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then"\
 schema'};vErrors===null?vErrors=[err281]:vErrors.push(err281),errors++}props0!==!0&&props10!==void 0&&(props10===!0?props0=!0:(props0=props0||{},Object.assign(
props0,props10)));let _errs326=errors,valid83=!0,_errs327=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){let missing11;if(data30.on===void 0&&
(missing11="on")){let err282={};vErrors===null?vErrors=[err282]:vErrors.push(err282),errors++}}var _valid13=_errs327===errors;if(errors=_errs326,vErrors!==null&&
(_errs326?vErrors.length=_errs326:vErrors=null),_valid13){let _errs328=errors;if(data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.stage!==void 0){
let err283={instancePath:instancePath+"/cleanup/tasks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/11/then/properties/stage/false\
 schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err283]:vErrors.push(err283),errors++}if(data30.onTimeout!==
void 0&&data30.onTimeout!=="continue"){let err284={instancePath:instancePath+"/cleanup/tasks/"+i3+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/11/then/properties/onTimeout/const",keyword:"const",params:{allowedValue:"continue"},message:"must be equal to constant"};vErrors===null?vErrors=[err284]:
vErrors.push(err284),errors++}}var _valid13=_errs328===errors;if(valid83=_valid13,valid83){var props11={};props11.stage=!0,props11.onTimeout=!0}}if(!valid83){let err285={
instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/11/if",keyword:"if",params:{failingKeyword:"then"},
message:'must match "then" schema'};vErrors===null?vErrors=[err285]:vErrors.push(err285),errors++}if(props0!==!0&&props11!==void 0&&(props11===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props11))),data30&&typeof data30=="object"&&!Array.isArray(data30)){if(data30.task===void 0){let err286={instancePath:instancePath+
"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/required",keyword:"required",params:{missingProperty:"task"},message:"must have req\
uired property 'task'"};vErrors===null?vErrors=[err286]:vErrors.push(err286),errors++}for(let key26 in data30)if(!(key26==="task"||key26==="name"||key26==="stag\
e"||key26==="on"||key26==="needs"||key26==="timeout"||key26==="onTimeout"||key26==="options")){let err287={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"\
#/properties/cleanup/properties/tasks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key26},message:"must NOT have additi\
onal properties"};vErrors===null?vErrors=[err287]:vErrors.push(err287),errors++}if(data30.task!==void 0){let data147=data30.task;if(typeof data147!="string"){let err288={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err288]:vErrors.push(err288),errors++}if(!(data147==="cordon"||data147==="local-volumes"||data147==="\
longhorn-evacuate"||data147==="drain"||data147==="portworx"||data147==="volumes-detach"||data147==="longhorn-forget"||data147==="volumes-verify"||data147==="htt\
p"||data147==="job"||data147==="notify")){let err289={instancePath:instancePath+"/cleanup/tasks/"+i3+"/task",schemaPath:"#/properties/cleanup/properties/tasks/i\
tems/properties/task/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.task.enum},message:"must be equal \
to one of the allowed values"};vErrors===null?vErrors=[err289]:vErrors.push(err289),errors++}}if(data30.name!==void 0){let data148=data30.name;if(typeof data148==
"string"){if(!pattern38.test(data148)){let err290={instancePath:instancePath+"/cleanup/tasks/"+i3+"/name",schemaPath:"#/properties/cleanup/properties/tasks/item\
s/properties/name/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9.]{0,61\
}[a-z0-9])?$"'};vErrors===null?vErrors=[err290]:vErrors.push(err290),errors++}}else{let err291={instancePath:instancePath+"/cleanup/tasks/"+i3+"/name",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err291]:
vErrors.push(err291),errors++}}if(data30.stage!==void 0){let data149=data30.stage;if(typeof data149!="string"){let err292={instancePath:instancePath+"/cleanup/t\
asks/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/stage/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err292]:vErrors.push(err292),errors++}if(!(data149==="before"||data149==="after")){let err293={instancePath:instancePath+"/cleanup/tasks\
/"+i3+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.
tasks.items.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err293]:vErrors.push(err293),errors++}}if(data30.
on!==void 0){let data150=data30.on;if(Array.isArray(data150)){if(data150.length<1){let err294={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/on/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===null?
vErrors=[err294]:vErrors.push(err294),errors++}let len9=data150.length;for(let i13=0;i13<len9;i13++){let data151=data150[i13];if(typeof data151!="string"){let err295={
instancePath:instancePath+"/cleanup/tasks/"+i3+"/on/"+i13,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/items/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err295]:vErrors.push(err295),errors++}if(!(data151==="held"||data151==="started"||data151==="bl\
ocked"||data151==="released"||data151==="failed"||data151==="skipped"||data151==="finished")){let err296={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on/"+
i13,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/items/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.
tasks.items.properties.on.items.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err296]:vErrors.push(err296),errors++}}}else{
let err297={instancePath:instancePath+"/cleanup/tasks/"+i3+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/type",keyword:"type",params:{
type:"array"},message:"must be array"};vErrors===null?vErrors=[err297]:vErrors.push(err297),errors++}}if(data30.needs!==void 0){let data152=data30.needs;if(Array.
isArray(data152)){let len10=data152.length;for(let i14=0;i14<len10;i14++)if(typeof data152[i14]!="string"){let err298={instancePath:instancePath+"/cleanup/tasks\
/"+i3+"/needs/"+i14,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/needs/items/type",keyword:"type",params:{type:"string"},message:"must be \
string"};vErrors===null?vErrors=[err298]:vErrors.push(err298),errors++}}else{let err299={instancePath:instancePath+"/cleanup/tasks/"+i3+"/needs",schemaPath:"#/p\
roperties/cleanup/properties/tasks/items/properties/needs/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err299]:vErrors.
push(err299),errors++}}if(data30.timeout!==void 0){let data154=data30.timeout;if(typeof data154=="string"){if(!pattern5.test(data154)){let err300={instancePath:instancePath+
"/cleanup/tasks/"+i3+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]\
+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err300]:vErrors.push(err300),errors++}}else{
let err301={instancePath:instancePath+"/cleanup/tasks/"+i3+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err301]:vErrors.push(err301),errors++}}if(data30.onTimeout!==void 0){let data155=data30.
onTimeout;if(typeof data155!="string"){let err302={instancePath:instancePath+"/cleanup/tasks/"+i3+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks\
/items/properties/onTimeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err302]:vErrors.push(err302),errors++}
if(!(data155==="block"||data155==="continue")){let err303={instancePath:instancePath+"/cleanup/tasks/"+i3+"/onTimeout",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/properties/onTimeout/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.onTimeout.enum},message:"\
must be equal to one of the allowed values"};vErrors===null?vErrors=[err303]:vErrors.push(err303),errors++}}if(data30.options!==void 0){let data156=data30.options;
if(!(data156&&typeof data156=="object"&&!Array.isArray(data156))){let err304={instancePath:instancePath+"/cleanup/tasks/"+i3+"/options",schemaPath:"#/properties\
/cleanup/properties/tasks/items/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err304]:vErrors.
push(err304),errors++}}}else{let err305={instancePath:instancePath+"/cleanup/tasks/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/type",keyword:"t\
ype",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err305]:vErrors.push(err305),errors++}}}else{let err306={instancePath:instancePath+
"/cleanup/tasks",schemaPath:"#/properties/cleanup/properties/tasks/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err306]:
vErrors.push(err306),errors++}}}else{let err307={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/type",keyword:"type",params:{type:"object"},
message:"must be object"};vErrors===null?vErrors=[err307]:vErrors.push(err307),errors++}}}else{let err308={instancePath,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"};vErrors===null?vErrors=[err308]:vErrors.push(err308),errors++}return validate20.errors=vErrors,errors===0}validate20.evaluated=
{props:!0,dynamicProps:!1,dynamicItems:!1};export{stdin_default as default,validate};
